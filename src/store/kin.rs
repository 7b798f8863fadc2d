//! Which reports of a shared name are one body's, where the name leaves open which body.
//!
//! All reports of the name are held against each other, two by two. What hangs together is one body's unless something in it
//! contradicts: two reports of a year, or two that folder, host or address part. Then each stands alone. Bodies whose names have
//! one stem, 西湖区财政局 and 杭州市西湖区财政局, are one where a telephone or a folder of their own says so. So the order of loading decides
//! nothing.

use super::agency::{new_agency, rebuild};
use super::evidence::Traces;
use super::origin::drop_empty;
use crate::prose::{from_bytes, similarity};
use crate::report::Scope;
use rusqlite::{Connection, Row, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// Most reports of one name, else of one name and folder, that are held against each other; of more nothing is said.
const MOST: usize = 40;
/// What one more than these makes it.
const JUST_MORE: usize = MOST + 1;
/// Common share of the sketches from which prose of another year speaks for the same body: the phrases that all reports have
/// are far less.
const LIKE_LAST_YEAR: f64 = 0.5;

/// A current report of the name.
struct Node {
    /// The name as printed.
    name: String,
    report: i64,
    agency: i64,
    year: Option<i32>,
    scope: String,
    /// Whether it is known which body it is of.
    known: bool,
    /// Whether a manifest names the body.
    by_manifest: bool,
    division: Option<String>,
    /// The divisions that it may be of, where several are.
    candidates: String,
    folder: Option<String>,
    /// Whether that folder bears the name, so that it holds what is this body's.
    own_folder: bool,
    traces: Traces,
    sketch: Vec<u32>,
}

impl Node {
    fn read(row: &Row) -> rusqlite::Result<Self> {
        let (name, stem): (String, String) = (row.get(12)?, row.get(13)?);
        let text = |index| row.get::<_, Option<String>>(index).map(Option::unwrap_or_default);
        let traces = Traces::stored(row.get(9)?, row.get(10)?, &text(11)?);
        Ok(Node {
            report: row.get(0)?,
            agency: row.get(1)?,
            year: row.get(2)?,
            scope: row.get(3)?,
            known: row.get(4)?,
            by_manifest: row.get(5)?,
            division: row.get(6)?,
            candidates: text(7)?,
            sketch: from_bytes(&row.get::<_, Option<Vec<u8>>>(8)?.unwrap_or_default()),
            folder: row.get(9)?,
            own_folder: traces
                .folder
                .as_ref()
                .is_some_and(|folder| folder.ends_with(&name) || folder.ends_with(&stem)),
            traces,
            name,
        })
    }

    /// Whether the two are reports of one year that one body cannot have both.
    fn stands_against(&self, year: Option<i32>, scope: &str) -> bool {
        let own_and_all = [self.scope.as_str(), scope];
        let distinct =
            own_and_all.contains(&Scope::Own.code()) && own_and_all.contains(&Scope::Consolidated.code());
        self.year == year && !distinct
    }

    /// Whether folder, host, address or division part the two.
    fn parted(&self, other: &Self) -> bool {
        self.traces.kin(&other.traces) == Some(false) || !self.may_sit_with(other)
    }

    /// Whether a division is left that both may be of.
    fn may_sit_with(&self, other: &Self) -> bool {
        if self.candidates == other.candidates
            && (self.division == other.division || !self.candidates.is_empty())
        {
            return true;
        }
        let within =
            |candidates: &str, division: &str| candidates.is_empty() || candidates.contains(division);
        match (&self.division, &other.division) {
            (Some(one), Some(another)) => one == another,
            (Some(one), None) => within(&other.candidates, one),
            (None, Some(another)) => within(&self.candidates, another),
            (None, None) => {
                let mut codes = self.candidates.split(' ');
                other.candidates.is_empty() || codes.any(|code| within(&other.candidates, code))
            }
        }
    }

    /// Whether something speaks for one body, and nothing for two. A folder speaks for one only if it bears the name: another may
    /// hold many.
    fn hangs_together(&self, other: &Self, tells_place: bool) -> bool {
        if self.known && other.known {
            return self.agency == other.agency;
        }
        if self.stands_against(other.year, &other.scope) {
            return false;
        }
        let speaks = self.traces.kin(&other.traces).unwrap_or_else(|| {
            (tells_place && self.candidates.is_empty() && other.candidates.is_empty())
                || (self.by_manifest && other.by_manifest)
                || (self.own_folder && self.traces.folder == other.traces.folder)
                || similarity(&self.sketch, &other.sketch) >= LIKE_LAST_YEAR
        });
        speaks && self.may_sit_with(other)
    }

    /// Whether two reports under different names of one stem are surely one body's.
    fn is_same_under_another_name(&self, other: &Self) -> bool {
        if self.known && other.known {
            return self.agency == other.agency;
        }
        let folder = self.own_folder && other.own_folder && self.traces.folder == other.traces.folder;
        let number = self.traces.contacts.share_a_number(&other.traces.contacts);
        (folder || number) && !self.stands_against(other.year, &other.scope) && !self.parted(other)
    }
}

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
    let mut taken: BTreeSet<i64> = nodes().filter(|node| node.known).map(|node| node.agency).collect();
    let mut moves = Vec::new();
    for group in groups.iter().filter(|group| group.iter().any(|node| !node.known)) {
        for body in bodies(group, tells_place(stem), &outside) {
            let known = body.iter().find(|node| node.known).map(|node| node.agency);
            let free = || body.iter().map(|node| node.agency).filter(|agency| !taken.contains(agency)).min();
            let agency = match known.or_else(free) {
                Some(agency) => agency,
                None => new_agency(transaction, body.first().map_or(name, |node| &node.name))?,
            };
            taken.insert(agency);
            moves.extend(body.iter().filter(|node| node.agency != agency).map(|node| (*node, agency)));
        }
    }
    move_all(transaction, &moves)?;
    let others = moves.iter().filter(|(node, _)| node.report != report);
    Ok(others.flat_map(|(node, agency)| [node.agency, *agency]).collect())
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
        "select report_id, r.agency_id, r.year, r.scope, o.full_name is not null, o.resolution = 'manual',
                o.division_code, o.candidates, sketch, o.folder, o.host, o.contacts, o.name, o.stem
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
            found.extend(bodies);
        } else {
            found.push(together);
        }
    }
    found.retain(|body| body.iter().any(|node| !node.known));
    found
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
            let (known, open): (Vec<_>, Vec<_>) = body.into_iter().partition(|node| node.known);
            found.extend(open.into_iter().map(|node| vec![node]));
            found.push(known);
        } else {
            found.push(body);
        }
    }
    found
}

/// Whether reports that hang together cannot be one body's.
fn contradicts(body: &[&Node], outside: &Outside) -> bool {
    let known: BTreeSet<i64> = body.iter().filter(|node| node.known).map(|node| node.agency).collect();
    let agencies: BTreeSet<i64> = body.iter().map(|node| node.agency).collect();
    let against = |one: &Node, other: &Node| {
        !(one.known && other.known) && (one.stands_against(other.year, &other.scope) || one.parted(other))
    };
    let mut others = agencies.iter().filter_map(|agency| Some((*agency, outside.get(agency)?)));
    let clashes = |agency: i64, year: Option<i32>, scope: &str| {
        body.iter().any(|node| node.agency != agency && node.stands_against(year, scope))
    };
    known.len() > 1
        || body
            .iter()
            .enumerate()
            .any(|(index, one)| body.iter().skip(index + 1).any(|other| against(one, other)))
        || others.any(|(agency, list)| list.iter().any(|(year, scope)| clashes(agency, *year, scope)))
}

/// Gives reports, each with those that it replaced, to other agencies.
fn move_all(transaction: &Transaction, moves: &[(&Node, i64)]) -> rusqlite::Result<()> {
    let status = |to: &str| -> rusqlite::Result<()> {
        let mut update = transaction.prepare_cached("update report set status = ? where report_id = ?")?;
        moves.iter().try_for_each(|(node, _)| update.execute(params![to, node.report]).map(|_| ()))
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
        moves.iter().try_for_each(|(node, agency)| update.execute([node.report, *agency]).map(|_| ()))?;
    }
    status("current")?;
    for agency in moves.iter().flat_map(|(node, agency)| [node.agency, *agency]).collect::<BTreeSet<_>>() {
        drop_empty(transaction, agency)?;
        rebuild(transaction, agency)?;
    }
    Ok(())
}
