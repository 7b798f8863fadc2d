//! Rows to panels of series: which value stands where, what has none, what is left out and said. It draws nothing.

use super::refused;
use super::sheet::COLOURS;
use super::spec::{Kind, Role, Spec};
use super::words::{Unit, Words};
use crate::error::Result;
use crate::rows::{Rows, Value};
use std::collections::{BTreeSet, HashMap};

/// Bars of a chart.
const MOST_BARS: usize = 40;
/// Rows of a heat map.
const MOST_ROWS: usize = 60;
/// Columns of a heat map and places of a line, where they are no years.
const MOST_ACROSS: usize = 24;
/// Panels of small multiples.
const MOST_PANELS: usize = 12;
/// Places times series of a panel before any are left out, else it is refused: a national year has 60,000 bodies.
const MOST_MARKS: usize = 5_000_000;
/// Names of what is left out that are told.
const MOST_NAMED: usize = 5;

/// Chinese and English.
type Bilingual = (&'static str, &'static str);

/// What a chart has at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Mark {
    /// The result has no row for it.
    #[default]
    Absent,
    /// The row holds no value.
    Open,
    /// Several rows stand for it, so that none is shown.
    Several,
    /// A value.
    Value(f64),
}

impl Mark {
    pub(super) fn value(self) -> Option<f64> {
        if let Mark::Value(value) = self { Some(value) } else { None }
    }
}

/// A part of a chart with axes of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Panel {
    pub(super) title: String,
    pub(super) unit: Unit,
    /// Names of the places along the chart.
    pub(super) places: Vec<String>,
    pub(super) series: Vec<String>,
    /// For each series what it has at each place.
    pub(super) marks: Vec<Vec<Mark>>,
}

impl Panel {
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.marks.iter().flatten().filter_map(|mark| mark.value())
    }

    pub(super) fn mark(&self, series: usize, place: usize) -> Mark {
        self.marks.get(series).and_then(|marks| marks.get(place)).copied().unwrap_or_default()
    }

    fn keep_places(&mut self, kept: &[usize]) {
        let pick = |marks: &Vec<Mark>| kept.iter().filter_map(|place| marks.get(*place).copied()).collect();
        self.marks = self.marks.iter().map(pick).collect();
        self.places = kept.iter().filter_map(|place| self.places.get(*place).cloned()).collect();
    }

    fn keep_series(&mut self, kept: &[usize]) {
        self.marks = kept.iter().filter_map(|series| self.marks.get(*series).cloned()).collect();
        self.series = kept.iter().filter_map(|series| self.series.get(*series).cloned()).collect();
    }
}

/// What a chart draws, and what has to be said beside it.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub(super) panels: Vec<Panel>,
    pub(super) notes: Vec<String>,
}

/// Names in the order of their first row.
#[derive(Default)]
struct Names {
    order: Vec<String>,
    known: HashMap<String, usize>,
}

impl Names {
    fn place(&mut self, name: String) -> usize {
        *self.known.entry(name).or_insert_with_key(|name| {
            self.order.push(name.clone());
            self.order.len() - 1
        })
    }
}

/// A panel while its rows are read.
#[derive(Default)]
struct Gathered {
    unit: Unit,
    places: Names,
    series: Names,
    marks: HashMap<(usize, usize), Mark>,
}

impl Gathered {
    fn panel(self, title: String, kind: Kind) -> Panel {
        let places = in_order(&self.places.order, kind);
        let mark = |series: usize, place: &String| {
            let place = self.places.known.get(place);
            place.and_then(|place| self.marks.get(&(series, *place))).copied().unwrap_or_default()
        };
        let all = 0..self.series.order.len();
        let marks = all.map(|series| places.iter().map(|place| mark(series, place)).collect()).collect();
        Panel { title, unit: self.unit, places, series: self.series.order, marks }
    }
}

/// Arranges the rows as the chart needs them.
///
/// # Errors
/// Where a column is not in the result, holds no numbers, or values of different units would share an axis.
pub(super) fn arrange(rows: &Rows, spec: &Spec, words: &Words) -> Result<Data> {
    let all = [&spec.x, &spec.series, &spec.facet].into_iter().flat_map(Role::columns).chain(&spec.y);
    for column in all {
        if rows.position(column).is_none() {
            let known = rows.columns.join(", ");
            let zh = format!("图表：结果没有 {column} 这一列；有 {known}");
            return Err(refused(zh, format!("chart: the result has no column {column}; it has {known}")));
        }
    }
    let several = spec.y.len() > 1;
    let y_is_place = spec.x.is_empty();
    let y_is_panel = several && !y_is_place && spec.kind == Kind::Multiples && spec.facet.is_empty();
    let y_is_series = several && !y_is_place && !y_is_panel;
    let [x, series, facet] = [&spec.x, &spec.series, &spec.facet].map(|role| labels(rows, role, words));
    let indicator = rows.position("indicator");
    let mut panels: Vec<Gathered> = Vec::new();
    let mut titles = Names::default();
    for (at, row) in rows.rows.iter().enumerate() {
        let own = |labels: &[String]| labels.get(at).cloned().unwrap_or_default();
        for column in &spec.y {
            let measured = match indicator.and_then(|place| row.get(place)) {
                Some(Value::Text(indicator)) => (words.name)(indicator),
                _ => (words.name)(column),
            };
            let label = (words.name)(column).label;
            let title = if y_is_panel { label.clone() } else { own(&facet) };
            let place = if y_is_place { label.clone() } else { own(&x) };
            let name = match (own(&series), y_is_series) {
                (name, false) => name,
                (name, true) if name.is_empty() => label,
                (name, true) => format!("{name} · {label}"),
            };
            let mark = match rows.position(column).and_then(|place| row.get(place)) {
                Some(Value::Null) | None => Mark::Open,
                Some(Value::Text(text)) => {
                    let zh = format!("图表：{column} 不全是数：{text}");
                    return Err(refused(zh, format!("chart: {column} holds what is no number: {text}")));
                }
                Some(value) => {
                    value.as_f64().filter(|value| value.is_finite()).map_or(Mark::Open, Mark::Value)
                }
            };
            let panel = titles.place(title);
            if panel == panels.len() {
                panels.push(Gathered { unit: measured.unit, ..Gathered::default() });
            }
            let Some(panel) = panels.get_mut(panel) else { continue };
            if panel.unit != measured.unit {
                return Err(refused(
                    format!("图表：{column} 与同格的其他值单位不同，不能共用坐标轴；可用 multiples 分格画"),
                    format!(
                        "chart: {column} has another unit than what shares its axis; draw them as multiples"
                    ),
                ));
            }
            let key = (panel.series.place(name), panel.places.place(place));
            panel.marks.entry(key).and_modify(|mark| *mark = Mark::Several).or_insert(mark);
        }
    }
    if panels
        .iter()
        .any(|panel| panel.places.order.len().saturating_mul(panel.series.order.len()) > MOST_MARKS)
    {
        return Err(refused(
            "图表：x 与 series 的组合太多，请筛选或换列",
            "chart: too many combinations of x and series; filter, or take other columns",
        ));
    }
    let titled = titles.order.into_iter().zip(panels);
    let panels = titled.map(|(title, panel)| panel.panel(title, spec.kind)).collect();
    let mut data = Data { panels, notes: Vec::new() };
    cut(&mut data, spec.kind, words);
    tell_gaps(&mut data, spec.kind, words);
    Ok(data)
}

/// For each row the name that the role gives it. Columns that only tell apart are named where others share the name.
fn labels(rows: &Rows, role: &Role, words: &Words) -> Vec<String> {
    let texts = |columns: &[String]| -> Vec<Vec<String>> {
        let places: Vec<_> = columns.iter().filter_map(|column| rows.position(column)).collect();
        let named = |row: &Vec<Value>| places.iter().map(|place| named(row.get(*place), words)).collect();
        rows.rows.iter().map(named).collect()
    };
    let mut all = texts(&role.always);
    for column in &role.to_tell_apart {
        let further = texts(std::slice::from_ref(column));
        let mut found: HashMap<String, BTreeSet<String>> = HashMap::new();
        for (names, further) in all.iter().zip(&further) {
            found.entry(names.concat()).or_default().insert(further.concat());
        }
        for (names, further) in all.iter_mut().zip(further) {
            if found.get(&names.concat()).is_some_and(|values| values.len() > 1) {
                names.extend(further);
            }
        }
    }
    all.into_iter().map(|names| names.join(" · ")).collect()
}

fn named(value: Option<&Value>, words: &Words) -> String {
    match value {
        None | Some(Value::Null) => words.pick("（未知）", "(not known)").to_owned(),
        Some(Value::Text(text)) if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') => {
            (words.name)(text).label
        }
        Some(value) => value.to_string(),
    }
}

/// Years upwards, in lines and heat maps with those between that have no row; other places as the rows stand.
fn in_order(places: &[String], kind: Kind) -> Vec<String> {
    let years: Option<BTreeSet<i64>> = places.iter().map(|place| place.parse().ok()).collect();
    let Some(years) = years else { return places.to_vec() };
    match (years.first(), years.last()) {
        (Some(first), Some(last))
            if !matches!(kind, Kind::Bar | Kind::Stacked | Kind::Slope) && last - first < 100 =>
        {
            (*first..=*last).map(|year| year.to_string()).collect()
        }
        _ => years.iter().map(i64::to_string).collect(),
    }
}

/// Leaves out what no picture has room for, and says so.
fn cut(data: &mut Data, kind: Kind, words: &Words) {
    let Data { panels, notes } = data;
    if panels.len() > MOST_PANELS {
        let left: Vec<_> = panels.split_off(MOST_PANELS).into_iter().map(|panel| panel.title).collect();
        notes.push(left_out(words, ("分格", "panels"), ("前", "first"), MOST_PANELS, &left));
    }
    let kept = most_series(panels, kind);
    if let Some((kept, left, which)) = kept {
        notes.push(left_out(words, ("项", "series"), which, kept.len(), &left));
        for panel in panels.iter_mut() {
            let places: Vec<_> = (0..panel.series.len())
                .filter(|at| panel.series.get(*at).is_some_and(|name| kept.contains(name)))
                .collect();
            panel.keep_series(&places);
        }
    }
    for panel in panels {
        let flat = matches!(kind, Kind::Bar | Kind::Stacked);
        let most_places = match kind {
            Kind::Slope => 2,
            _ if flat => MOST_BARS,
            _ => MOST_ACROSS,
        };
        if panel.places.len() > most_places {
            // Of two ends the first and the last are shown; of years the last, of a ranking the beginning.
            let count = panel.places.len();
            let (kept, which): (Vec<usize>, _) = if kind == Kind::Slope {
                (vec![0, count - 1], ("首末", "first and last"))
            } else if panel.places.iter().all(|place| place.parse::<i64>().is_ok()) {
                ((count - most_places..count).collect(), ("后", "last"))
            } else {
                ((0..most_places).collect(), ("前", "first"))
            };
            let left: Vec<_> = others(&panel.places, &kept);
            notes.push(left_out(words, ("项", "places"), which, most_places, &left));
            panel.keep_places(&kept);
        }
    }
}

/// Where there are more series than colours, or rows of a heat map than room: those kept, those left out, which they are.
fn most_series(panels: &[Panel], kind: Kind) -> Option<(Vec<String>, Vec<String>, Bilingual)> {
    let (mut names, mut sizes) = (Names::default(), Vec::<f64>::new());
    for panel in panels {
        for (name, marks) in panel.series.iter().zip(&panel.marks) {
            let size = marks
                .iter()
                .filter_map(|mark| mark.value())
                .fold(0.0_f64, |most, value| most.max(value.abs()));
            match sizes.get_mut(names.place(name.clone())) {
                Some(known) => *known = known.max(size),
                None => sizes.push(size),
            }
        }
    }
    let most = if kind == Kind::Heat { MOST_ROWS } else { COLOURS };
    if sizes.len() <= most {
        return None;
    }
    // A heat map keeps the order of its rows; panels of several units cannot be compared.
    let by_size = kind != Kind::Heat && panels.len() == 1;
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    let size = |at: usize| sizes.get(at).copied().unwrap_or_default();
    if by_size {
        order.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
    }
    order.truncate(most);
    order.sort_unstable();
    let names = names.order;
    let kept = order.iter().filter_map(|at| names.get(*at).cloned()).collect();
    Some((kept, others(&names, &order), if by_size { ("最大的", "largest") } else { ("前", "first") }))
}

fn others(names: &[String], kept: &[usize]) -> Vec<String> {
    names.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, name)| name.clone()).collect()
}

fn left_out(words: &Words, what: (&str, &str), which: (&str, &str), shown: usize, left: &[String]) -> String {
    let names = listed(left, words);
    let all = shown + left.len();
    if words.zh {
        format!("共 {all} {}，只画{} {shown} {}；未画 {}：{names}", what.0, which.0, what.0, left.len())
    } else {
        format!(
            "Only the {} {shown} of {all} {} are drawn; {} left out: {names}",
            which.1,
            what.1,
            left.len()
        )
    }
}

fn listed(names: &[String], words: &Words) -> String {
    let shown: Vec<_> = names.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = if names.len() > MOST_NAMED { words.pick("等", ", …") } else { "" };
    shown.join(words.pick("、", ", ")) + more
}

/// Says how many places have no value, and which.
fn tell_gaps(data: &mut Data, kind: Kind, words: &Words) {
    let mut found: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    for panel in &data.panels {
        for (series, name) in panel.series.iter().enumerate() {
            for (place, at) in panel.places.iter().enumerate() {
                let list = match panel.mark(series, place) {
                    Mark::Open => &mut found[0],
                    Mark::Several => &mut found[1],
                    _ => continue,
                };
                let parts = [panel.title.as_str(), name, at];
                let mut parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                // A series may be called as its place is.
                parts.dedup();
                list.push(parts.join(" "));
            }
        }
    }
    let [open, several] = found;
    if !open.is_empty() {
        let names = listed(&open, words);
        let sign = match kind {
            Kind::Bar => "",
            Kind::Stacked => "?  ",
            Kind::Heat => "–  ",
            Kind::Line | Kind::Slope | Kind::Multiples => "×  ",
        };
        data.notes.push(if words.zh {
            format!("{sign}没有数值（不是零）{} 处：{names}", open.len())
        } else {
            format!("{sign}No value (not zero) in {}: {names}", open.len())
        });
    }
    if !several.is_empty() {
        let names = listed(&several, words);
        data.notes.push(if words.zh {
            format!("一处有多行，未画 {} 处：{names}；可用 series 或 x 加列区分", several.len())
        } else {
            format!(
                "Several rows for one place, not drawn in {}: {names}; more columns in series or x part them",
                several.len()
            )
        });
    }
}
