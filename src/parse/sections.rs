//! Finds the six sections by their words, and tells the tables' items from prose.

use super::items::Item;
use super::labels::count_labels;
use super::look::Look;
use crate::form::Table;
use crate::normalize::fold;

/// What an item belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the first section.
    Front,
    /// The heading of a section.
    Heading(u8),
    /// Prose of a section.
    Prose(u8),
    /// A statutory table.
    Table(Table),
    /// What a site prints below the report.
    Below,
}

/// Assigns each item its place.
pub(super) fn places(items: &[Item], looks: &[Look]) -> Vec<Place> {
    let tables = |places: &[Place]| {
        Table::ALL.into_iter().filter(|table| places.contains(&Place::Table(*table))).count()
    };
    // Where a table lacks, it may stand under another's heading, or before all headings.
    let mut best = places_by(items, looks, Reach::Heading);
    for reach in [Reach::Section, Reach::Document] {
        if tables(&best) == Table::ALL.len() || reach == Reach::Section && tables(&best) == 0 {
            continue;
        }
        let places = places_by(items, looks, reach);
        if tables(&places) > tables(&best) {
            best = places;
        }
    }
    best
}

/// How far from its heading a table is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Below it.
    Heading,
    /// In any section.
    Section,
    /// Before the first section too, where enough of its labels follow.
    Document,
}

/// Whether enough labels of a table follow upon its header, up to the next heading or table: menus print some of them.
fn is_whole(table: Table, items: &[Item], looks: &[Look]) -> bool {
    const MOST_ITEMS: usize = 1_000;
    let ends = |(_, look): &(&Item, &Look)| {
        look.heading.is_some() || look.anchor.is_some_and(|other| other != table)
    };
    let own = items.iter().zip(looks).take(MOST_ITEMS).take_while(|pair| !ends(pair));
    let text: String = own.map(|(item, _)| item.text()).collect();
    let enough = match table {
        Table::Section20 => 6,
        Table::Applications => 12,
        Table::Review => 4,
    };
    count_labels(table, &text) >= enough && text.chars().any(|c| fold(c).is_ascii_digit())
}

/// [`places`], each table under its heading or, where the `reach` is wider, from its own header on.
fn places_by(items: &[Item], looks: &[Look], reach: Reach) -> Vec<Place> {
    let headings = real_headings(items, looks);
    let last = |number: u8| headings.iter().rposition(|heading| *heading == Some(number));
    let last: Vec<Option<usize>> = (0..=6).map(last).collect();
    let mut places = Vec::with_capacity(items.len());
    let anywhere = reach != Reach::Heading;
    let mut section = 0u8;
    let mut table: Option<Table> = None;
    for (index, look) in looks.iter().enumerate() {
        if let Some(number) = headings[index] {
            section = number;
            table = None;
            places.push(Place::Heading(number));
            continue;
        }
        // A heading printed twice, or a list of contents; what only reads like one is a line of the text.
        if look.heading.is_some_and(|(_, distinct)| distinct || section == 0) {
            places.push(Place::Front);
            continue;
        }
        if look.prose {
            places.push(if section == 0 { Place::Front } else { Place::Prose(section) });
            continue;
        }
        let ahead = |table: &Table| last[usize::from(table.section())].is_some_and(|last| last >= index);
        if let Some(found) = look.anchor.filter(|table| anywhere || !ahead(table)) {
            let number = found.section();
            // A caption of section 2 can repeat within its table; a table never goes back.
            if anywhere && section > 0 {
                table = Some(found);
            } else if section == 0 && reach == Reach::Document {
                let again = table == Some(found);
                if again || is_whole(found, &items[index..], &looks[index..]) {
                    table = Some(found);
                }
            } else if table.is_none_or(|current| current != found)
                && (table.is_none() || number > section || table < Some(found))
            {
                table = Some(found);
                if section < number && last[usize::from(number)].is_none() {
                    section = number;
                }
            }
        }
        places.push(match table {
            Some(table) => Place::Table(table),
            None if section == 0 => Place::Front,
            None => Place::Prose(section),
        });
    }
    places
}

/// Of all items that read like a heading, the last of each section in order: lists of contents come before.
fn real_headings(items: &[Item], looks: &[Look]) -> Vec<Option<u8>> {
    let official = |wanted: u8| looks.iter().any(|look| look.heading == Some((wanted, true)));
    let mut chosen = vec![None; looks.len()];
    let mut next = 7u8;
    let mut last = looks.len();
    // Of two headings of a section with a table below each the first counts: both tables must say the same.
    let has_table = |number: u8, index: usize| {
        let table = Table::ALL.into_iter().find(|table| table.section() == number);
        table.is_some_and(|table| is_whole(table, &items[index + 1..], &looks[index + 1..]))
    };
    for (index, look) in looks.iter().enumerate().rev() {
        if let Some((number, sure)) = look.heading
            && number < next
            && (sure || !official(number))
        {
            chosen[index] = Some(number);
            (next, last) = (number, index);
        } else if look.heading == Some((next, true)) && has_table(next, index) && has_table(next, last) {
            chosen[index] = chosen[last].take();
            last = index;
        }
    }
    chosen
}
