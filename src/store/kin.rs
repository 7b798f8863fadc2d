//! Which reports of a shared name are one body's, where the name leaves open which body.
//!
//! All reports of the name are held against each other, two by two. What hangs together is one body's unless something in it
//! contradicts: two reports of a year, or two that folder, host or address part. Then each stands alone. So the order of
//! loading decides nothing.

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
    fn read(row: &Row, name: &str) -> rusqlite::Result<Self> {
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
            own_folder: traces.folder.as_ref().is_some_and(|folder| folder.ends_with(name)),
            traces,
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
}

/// Makes the reports of a name one body's where they are, and several bodies' where that is not sure; the agencies that got or
/// lost reports other than the given one.
pub(super) fn gather(transaction: &Transaction, name: &str, report: i64) -> rusqlite::Result<BTreeSet<i64>> {
    let all = of_name(transaction, name, None)?;
    let groups = match all.len() {
        ..=MOST => vec![all],
        JUST_MORE => parted(all),
        _ => {
            let folder = of_name(transaction, name, Some(report))?;
            if folder.len() <= JUST_MORE { parted(folder) } else { Vec::new() }
        }
    };
    let nodes = || groups.iter().flatten();
    let mut outside: BTreeMap<i64, Vec<(Option<i32>, String)>> = BTreeMap::new();
    for agency in nodes().map(|node| node.agency).collect::<BTreeSet<_>>() {
        outside.insert(agency, others(transaction, agency, &groups)?);
    }
    let mut taken: BTreeSet<i64> = nodes().filter(|node| node.known).map(|node| node.agency).collect();
    let mut moves = Vec::new();
    for group in groups.iter().filter(|group| group.iter().any(|node| !node.known)) {
        for body in bodies(group, tells_place(name), &outside) {
            let known = body.iter().find(|node| node.known).map(|node| node.agency);
            let free = || body.iter().map(|node| node.agency).filter(|agency| !taken.contains(agency)).min();
            let agency = match known.or_else(free) {
                Some(agency) => agency,
                None => new_agency(transaction, name)?,
            };
            taken.insert(agency);
            moves.extend(body.iter().filter(|node| node.agency != agency).map(|node| (*node, agency)));
        }
    }
    move_all(transaction, &moves)?;
    let others = moves.iter().filter(|(node, _)| node.report != report);
    Ok(others.flat_map(|(node, agency)| [node.agency, *agency]).collect())
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

/// The current reports of a name, or those in the folder of one of them; two more than are looked at tell that there are many more.
fn of_name(connection: &Connection, name: &str, beside: Option<i64>) -> rusqlite::Result<Vec<Node>> {
    let folder = match beside {
        Some(_) => "and o.folder = (select folder from report_origin where report_id = ?2)",
        None => "and ?2 is null",
    };
    let sql = format!(
        "select report_id, r.agency_id, r.year, r.scope, o.full_name is not null, o.resolution = 'manual',
                o.division_code, o.candidates, sketch, o.folder, o.host, o.contacts
         from report_origin as o join report as r using (report_id) left join prose_sketch using (report_id)
         where o.name = ?1 {folder} and r.status = 'current' and r.agency_id is not null
         order by report_id limit ?3"
    );
    let mut select = connection.prepare_cached(&sql)?;
    let key = params![name, beside, JUST_MORE as i64 + 1];
    select.query_map(key, |row| Node::read(row, name))?.collect()
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

/// The reports of each body.
fn bodies<'a>(
    nodes: &'a [Node],
    tells_place: bool,
    outside: &BTreeMap<i64, Vec<(Option<i32>, String)>>,
) -> Vec<Vec<&'a Node>> {
    let mut left: Vec<&Node> = nodes.iter().collect();
    let mut found = Vec::new();
    while let Some(first) = left.pop() {
        let mut body = vec![first];
        let mut looked = 0;
        while let Some(one) = body.get(looked).copied() {
            let (near, far) = left.iter().partition(|other| one.hangs_together(other, tells_place));
            body.extend::<Vec<&Node>>(near);
            left = far;
            looked += 1;
        }
        if contradicts(&body, outside) {
            let (known, open): (Vec<_>, Vec<_>) = body.into_iter().partition(|node| node.known);
            found.extend(open.into_iter().map(|node| vec![node]));
            found.push(known);
        } else {
            found.push(body);
        }
    }
    found.retain(|body| body.iter().any(|node| !node.known));
    found
}

/// Whether reports that hang together cannot be one body's.
fn contradicts(body: &[&Node], outside: &BTreeMap<i64, Vec<(Option<i32>, String)>>) -> bool {
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
