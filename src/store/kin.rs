//! Which reports of a shared name are one body's, where the name leaves open which body.
//!
//! All reports of the name are held against each other, two by two. What hangs together is one body's unless something in it
//! contradicts: two reports of a year, or two that folder, host or address part. Then each stands alone. Bodies whose names have
//! one stem, 西湖区财政局 and 杭州市西湖区财政局, are one where a telephone or a folder of their own says so. So the order of loading decides
//! nothing.

use super::agency::{new_agency, rebuild};
use super::namesake::{COLUMNS, Node};
use super::origin::drop_empty;
use rusqlite::{Connection, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// Most reports of one name, else of one name and folder, that are held against each other; of more nothing is said.
const MOST: usize = 40;
/// What one more than these makes it.
const JUST_MORE: usize = MOST + 1;

/// Makes the reports of a stem one body's where they are, and several bodies' where that is not sure; the agencies that got or
/// lost reports other than the given one, which has this name.
pub(super) fn gather(
    transaction: &Transaction,
    (name, stem): (&str, &str),
    report: i64,
) -> rusqlite::Result<BTreeSet<i64>> {
    let all = current(transaction, "o.stem", stem, None)?;
    let groups = match all.len() {
        ..=MOST => vec![all],
        // Of a stem that has just become too common each name stands for itself.
        JUST_MORE => by_name(all).into_values().flat_map(few_or_parted).collect(),
        _ => {
            let named = current(transaction, "o.name", name, None)?;
            if named.len() <= JUST_MORE {
                few_or_parted(named)
            } else {
                let folder = current(transaction, "o.name", name, Some(report))?;
                if folder.len() <= JUST_MORE { parted(folder) } else { Vec::new() }
            }
        }
    };
    let nodes = || groups.iter().flatten();
    let mut outside = Outside::new();
    for agency in nodes().map(|node| node.agency).collect::<BTreeSet<_>>() {
        outside.insert(agency, others(transaction, agency, &groups)?);
    }
    let mut taken: BTreeSet<i64> = nodes().filter(|node| node.known()).map(|node| node.agency).collect();
    let mut given = BTreeSet::new();
    let mut moves = Vec::new();
    for group in groups.iter().filter(|group| may_move(group)) {
        for body in bodies(group, tells_place(stem), &outside) {
            let of = |known| body.iter().filter(move |node| node.known() == known).map(|node| node.agency);
            // One that has reports under other names keeps them.
            let known = || {
                of(true)
                    .filter(|agency| !given.contains(agency))
                    .min_by_key(|agency| (outside.get(agency).is_none_or(Vec::is_empty), *agency))
            };
            let free = || of(false).filter(|agency| !taken.contains(agency)).min();
            let agency = match known().or_else(free) {
                Some(agency) => agency,
                None => new_agency(transaction, body.first().map_or(name, |node| &node.name))?,
            };
            taken.insert(agency);
            given.insert(agency);
            let moved = body.iter().filter(|node| node.agency != agency);
            moves.extend(moved.map(|node| Move { report: node.report, from: node.agency, to: agency }));
        }
    }
    move_all(transaction, &moves)?;
    let others = moves.iter().filter(|one| one.report != report);
    Ok(others.flat_map(|one| [one.from, one.to]).collect())
}

/// Reports by their names.
fn by_name(nodes: Vec<Node>) -> BTreeMap<String, Vec<Node>> {
    let mut named: BTreeMap<String, Vec<Node>> = BTreeMap::new();
    for node in nodes {
        named.entry(node.name.clone()).or_default().push(node);
    }
    named
}

/// The reports of a name together, or in parts where there are too many.
fn few_or_parted(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    if nodes.len() <= MOST { vec![nodes] } else { parted(nodes) }
}

/// The groups in which reports of a name that has just become too common are held against each other, whatever was made of them
/// before: those of a folder. Of a folder with too many each stands alone, as does one without a folder.
fn parted(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let mut folders: BTreeMap<String, Vec<Node>> = BTreeMap::new();
    let mut groups = Vec::new();
    for node in nodes {
        match node.folder.clone() {
            Some(folder) => folders.entry(folder).or_default().push(node),
            None => groups.push(vec![node]),
        }
    }
    for folder in folders.into_values() {
        if folder.len() <= MOST {
            groups.push(folder);
        } else {
            groups.extend(folder.into_iter().map(|node| vec![node]));
        }
    }
    groups
}

/// The current reports of a name or stem, or those in the folder of one of them; two more than are looked at tell that there are many
/// more.
fn current(
    connection: &Connection,
    column: &str,
    name: &str,
    beside: Option<i64>,
) -> rusqlite::Result<Vec<Node>> {
    let folder = match beside {
        Some(_) => "and o.folder = (select folder from report_origin where report_id = ?2)",
        None => "and ?2 is null",
    };
    let sql = format!(
        "select {COLUMNS}
         from report_origin as o join report as r using (report_id) left join prose_sketch using (report_id)
         where {column} = ?1 {folder} and r.status = 'current' and r.agency_id is not null
         order by report_id limit ?3"
    );
    let mut select = connection.prepare_cached(&sql)?;
    let key = params![name, beside, JUST_MORE as i64 + 1];
    select.query_map(key, Node::read)?.collect()
}

/// Year and scope of the current reports of an agency under other names.
fn others(
    connection: &Connection,
    agency: i64,
    groups: &[Vec<Node>],
) -> rusqlite::Result<Vec<(Option<i32>, String)>> {
    let sql = "select report_id, year, scope from report where agency_id = ? and status = 'current'";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query([agency])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let report: i64 = row.get(0)?;
        if groups.iter().flatten().all(|node| node.report != report) {
            found.push((row.get(1)?, row.get(2)?));
        }
    }
    Ok(found)
}

/// Whether a name says the county or city itself: where that is in no list, a second one of the name is not to be feared.
fn tells_place(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let inner = chars.get(2..chars.len().saturating_sub(2)).unwrap_or_default();
    inner.iter().any(|c| "县市旗州".contains(*c))
}

/// Agencies with the year and scope of their reports under other names.
type Outside = BTreeMap<i64, Vec<(Option<i32>, String)>>;

/// The reports of each body of which some are not known: those of each name, then those of several names.
fn bodies<'a>(nodes: &'a [Node], tells_place: bool, outside: &Outside) -> Vec<Vec<&'a Node>> {
    let mut named: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for node in nodes {
        named.entry(&node.name).or_default().push(node);
    }
    let of_names: Vec<Vec<&Node>> =
        named.into_values().flat_map(|nodes| of_one_name(nodes, tells_place, outside)).collect();
    let is_one = |one: &Vec<&Node>, other: &Vec<&Node>| {
        one.iter().any(|one| {
            other.iter().any(|other| one.name != other.name && one.is_same_under_another_name(other))
        })
    };
    let mut found = Vec::new();
    for bodies in components(of_names, is_one) {
        let together: Vec<&Node> = bodies.iter().flatten().copied().collect();
        if contradicts(&together, outside) {
            // What names itself one body is one all the same.
            found.extend(components(bodies, |one, other| name_one_body(one, other)).into_iter().flat_map(
                |bodies| {
                    let together: Vec<&Node> = bodies.iter().flatten().copied().collect();
                    if contradicts(&together, outside) { parted_by_name(together) } else { vec![together] }
                },
            ));
        } else {
            found.push(together);
        }
    }
    found
}

/// Whether reports may have to go to other agencies: of some it is not known which body they are of, or a place has several of the
/// trade.
fn may_move(group: &[Node]) -> bool {
    let mut known = BTreeMap::new();
    group.iter().any(|node| !node.known() || *known.entry(&node.division).or_insert(&node.full) != &node.full)
}

/// What hangs together, by what says it of two.
fn components<T>(mut left: Vec<T>, hang: impl Fn(&T, &T) -> bool) -> Vec<Vec<T>> {
    let mut found = Vec::new();
    while let Some(first) = left.pop() {
        let mut component = vec![first];
        let mut looked = 0;
        while let Some(one) = component.get(looked) {
            let (near, far): (Vec<T>, Vec<T>) = left.into_iter().partition(|other| hang(one, other));
            component.extend(near);
            left = far;
            looked += 1;
        }
        found.push(component);
    }
    found
}

/// The reports of each body of one name.
fn of_one_name<'a>(nodes: Vec<&'a Node>, tells_place: bool, outside: &Outside) -> Vec<Vec<&'a Node>> {
    let mut found = Vec::new();
    for body in components(nodes, |one, other| one.hangs_together(other, tells_place)) {
        if contradicts(&body, outside) {
            found.extend(parted_by_name(body));
        } else {
            found.push(body);
        }
    }
    found
}

/// Whether reports of two groups name one body themselves.
fn name_one_body(one: &[&Node], other: &[&Node]) -> bool {
    let is_same = |one: &Node| one.known() && other.iter().any(|other| other.known() && one.is_same(other));
    one.iter().any(|one| is_same(one))
}

/// Reports that contradict each other: those that name one body together, the others each alone.
fn parted_by_name(body: Vec<&Node>) -> Vec<Vec<&Node>> {
    let (known, open): (Vec<_>, Vec<_>) = body.into_iter().partition(|node| node.known());
    let mut parted = of_known(known);
    parted.extend(open.into_iter().map(|node| vec![node]));
    parted
}

/// The reports of each body that they name themselves: of two of a year each stays where it is.
fn of_known(known: Vec<&Node>) -> Vec<Vec<&Node>> {
    let mut found = Vec::new();
    for body in components(known, |one, other| one.is_same(other)) {
        if clashes(&body) {
            found.extend(components(body, |one, other| one.agency == other.agency));
        } else {
            found.push(body);
        }
    }
    found
}

/// Whether a body would get two reports of a year from several agencies.
fn clashes(body: &[&Node]) -> bool {
    let against =
        |one: &Node, other: &Node| one.agency != other.agency && one.stands_against(other.year, &other.scope);
    body.iter().enumerate().any(|(index, one)| body.iter().skip(index + 1).any(|other| against(one, other)))
}

/// Whether reports that hang together cannot be one body's.
fn contradicts(body: &[&Node], outside: &Outside) -> bool {
    let against = |one: &Node, other: &Node| {
        if one.known() && other.known() {
            return !one.is_same(other) && one.division != other.division;
        }
        one.stands_against(other.year, &other.scope) || one.parted(other)
    };
    let agencies: BTreeSet<i64> = body.iter().map(|node| node.agency).collect();
    let known: BTreeSet<i64> = body.iter().filter(|node| node.known()).map(|node| node.agency).collect();
    let has_others = |agency: &&i64| outside.get(agency).is_some_and(|others| !others.is_empty());
    let mut others = agencies.iter().filter_map(|agency| Some((*agency, outside.get(agency)?)));
    let clash = |agency: i64, year: Option<i32>, scope: &str| {
        body.iter().any(|node| node.agency != agency && node.stands_against(year, scope))
    };
    clashes(body)
        || known.iter().filter(has_others).count() > 1
        || body
            .iter()
            .enumerate()
            .any(|(index, one)| body.iter().skip(index + 1).any(|other| against(one, other)))
        || others.any(|(agency, list)| list.iter().any(|(year, scope)| clash(agency, *year, scope)))
}

/// Gives a report an agency of its own, which is returned: another report of the body and year tells whose it is, this one does not.
pub(super) fn stand_alone(transaction: &Transaction, report: i64) -> rusqlite::Result<i64> {
    let sql = "select r.agency_id, coalesce(o.name, a.name)
               from report as r join agency as a using (agency_id) left join report_origin as o using (report_id)
               where report_id = ?";
    let (from, name): (i64, String) =
        transaction.prepare_cached(sql)?.query_row([report], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let own = new_agency(transaction, &name)?;
    move_all(transaction, &[Move { report, from, to: own }])?;
    Ok(own)
}

/// A report that goes from one agency to another.
struct Move {
    report: i64,
    from: i64,
    to: i64,
}

/// Gives reports, each with those that it replaced, to other agencies.
fn move_all(transaction: &Transaction, moves: &[Move]) -> rusqlite::Result<()> {
    let status = |to: &str| -> rusqlite::Result<()> {
        let mut update = transaction.prepare_cached("update report set status = ? where report_id = ?")?;
        moves.iter().try_for_each(|one| update.execute(params![to, one.report]).map(|_| ()))
    };
    // None is current while they move: an agency has one current report of a year.
    status("superseded")?;
    for table in ["report", "report_origin"] {
        let mut update = transaction.prepare_cached(&format!(
            "with recursive version(id) as (
                 select ?1 union select replaces from report join version on report_id = id where replaces is not null
             )
             update {table} set agency_id = ?2 where report_id in (select id from version)"
        ))?;
        moves.iter().try_for_each(|one| update.execute([one.report, one.to]).map(|_| ()))?;
    }
    status("current")?;
    for agency in moves.iter().flat_map(|one| [one.from, one.to]).collect::<BTreeSet<_>>() {
        drop_empty(transaction, agency)?;
        rebuild(transaction, agency)?;
    }
    Ok(())
}
