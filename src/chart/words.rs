//! The words around the marks: what columns are called, units of values, the language. It draws nothing.

/// What the values of a column are counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A number of something.
    #[default]
    Count,
    /// A fraction of 1, shown as a percentage.
    Share,
    /// A difference of two shares.
    Points,
    /// How many times.
    Ratio,
    /// Points of a score.
    Score,
    /// Yuan.
    Yuan,
    /// Ten thousand yuan.
    TenThousandYuan,
}

impl Unit {
    /// The value as it is printed.
    pub fn text(self, value: f64) -> String {
        match self {
            Unit::Share => format!("{}%", decimals(value * 100.0, 1)),
            Unit::Points if value > 0.0 => format!("+{}", decimals(value * 100.0, 1)),
            Unit::Points => decimals(value * 100.0, 1),
            _ => decimals(value, 2),
        }
    }

    /// Whether only whole values have a meaning, so that the axis shows no others.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Unit::Count | Unit::Score)
    }

    fn name(self, zh: bool) -> &'static str {
        let (chinese, english) = match self {
            Unit::Count => ("数量", "Number"),
            Unit::Share => ("占比", "Share"),
            Unit::Points => ("百分点", "Percentage points"),
            Unit::Ratio => ("倍数", "Ratio"),
            Unit::Score => ("分", "Score"),
            Unit::Yuan => ("元", "Yuan"),
            Unit::TenThousandYuan => ("万元", "10,000 yuan"),
        };
        if zh { chinese } else { english }
    }
}

/// `value` with at most `places` decimals and its thousands apart; with more of them where it would look like zero and is not.
fn decimals(value: f64, places: usize) -> String {
    let is_zero = |text: &String| !text.bytes().any(|digit| matches!(digit, b'1'..=b'9'));
    let text = (places..9).map(|places| format!("{:.places$}", value.abs())).find(|text| !is_zero(text));
    let text = text.unwrap_or_else(|| "0".to_owned());
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut apart = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            apart.push(',');
        }
        apart.push(digit);
    }
    let sign = if value < 0.0 && text != "0" { "-" } else { "" };
    format!("{sign}{apart}{rest}")
}

/// What a column, or a code in it, is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// Its label.
    pub label: String,
    /// What its values are counted in.
    pub unit: Unit,
    /// The definition that it shares with other columns.
    pub defined: Option<String>,
}

/// The texts of a chart in the language of the reader.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The question answered.
    pub title: &'a str,
    /// What it is restricted to, and the like.
    pub subtitle: &'a str,
    /// Whether the reader reads Chinese; otherwise English.
    pub zh: bool,
    /// What a column, or a code in it, is called.
    pub name: &'a dyn Fn(&str) -> Name,
}

impl Words<'_> {
    /// One of two texts.
    pub(super) fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        if self.zh { zh } else { en }
    }

    /// What the axis of values measures: the one column, the definition that all share, or their unit.
    pub(super) fn measure(&self, columns: &[String], unit: Unit) -> String {
        let names: Vec<Name> = columns.iter().map(|column| (self.name)(column)).collect();
        let about = match names.as_slice() {
            [only] => Some(only.label.clone()),
            [first, rest @ ..] if rest.iter().all(|name| name.defined == first.defined) => {
                first.defined.clone()
            }
            _ => None,
        };
        let in_unit = matches!(unit, Unit::Points | Unit::Yuan | Unit::TenThousandYuan);
        match about {
            Some(about) if in_unit && self.zh => format!("{about}（{}）", unit.name(true)),
            Some(about) if in_unit => format!("{about} ({})", unit.name(false)),
            Some(about) => about,
            None => unit.name(self.zh).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn values_are_printed_in_their_unit_and_little_is_not_nothing() {
        for (unit, value, text) in [
            (Unit::Count, 1_234_567.0, "1,234,567"),
            (Unit::Count, 0.0, "0"),
            (Unit::Count, -12.5, "-12.5"),
            (Unit::Share, 0.5, "50%"),
            (Unit::Share, 0.1234, "12.3%"),
            (Unit::Share, 0.0004, "0.04%"),
            (Unit::Share, 0.0, "0%"),
            (Unit::Points, 0.125, "+12.5"),
            (Unit::Points, -0.0004, "-0.04"),
            (Unit::Points, 0.0, "0"),
        ] {
            assert_eq!(unit.text(value), text);
        }
    }
}
