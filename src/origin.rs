//! What the surroundings of a document say of it: the record of a crawl, a line of a manifest.

use crate::document::Document;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Where a document comes from, as its container or a manifest states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Address.
    pub url: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Date of publication, `YYYY-MM-DD`.
    pub published_on: Option<String>,
}

impl Origin {
    /// Fills in what a document does not say itself.
    pub fn supply(self, document: &mut Document) {
        document.url = document.url.take().or(self.url);
        document.title = document.title.take().or(self.title);
        document.published_on = document.published_on.take().or(self.published_on);
    }
}

/// Seconds by which the clocks of China are ahead of UTC.
const CHINA: i32 = 8 * 3600;

/// A date in one of its spellings as `YYYY-MM-DD`: `2025-01-15T08:00:00Z`, `2025年1月15日`, `2025/1/15`, `20250115`, or
/// seconds or milliseconds since 1970. A moment gives the day in China.
pub fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let date = match DateTime::parse_from_rfc3339(text) {
        Ok(moment) => moment.with_timezone(&FixedOffset::east_opt(CHINA)?).date_naive(),
        Err(_) => epoch(text).or_else(|| printed(text))?,
    };
    let plausible = NaiveDate::from_ymd_opt(2000, 1, 1)?..NaiveDate::from_ymd_opt(2100, 1, 1)?;
    plausible.contains(&date).then(|| date.to_string())
}

fn epoch(text: &str) -> Option<NaiveDate> {
    let number: f64 = text.parse().ok()?;
    let seconds = match number {
        number if (1e9..1e10).contains(&number) => number,
        number if (1e12..1e13).contains(&number) => number / 1e3,
        _ => return None,
    };
    let moment = DateTime::from_timestamp(seconds as i64, 0)?;
    Some(moment.with_timezone(&FixedOffset::east_opt(CHINA)?).date_naive())
}

/// Year, month and day as the first three numbers.
fn printed(text: &str) -> Option<NaiveDate> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let first = numbers.next()?;
    if first.len() == 8 {
        return NaiveDate::parse_from_str(first, "%Y%m%d").ok();
    }
    let (month, day) = (numbers.next()?, numbers.next()?);
    if first.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(first.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_read_in_all_their_spellings() {
        for text in [
            "2025-01-15",
            "2025-01-15T08:30:00+08:00",
            "2025-01-14T23:00:00Z",
            "2025-01-15 23:59:59",
            "2025年1月15日",
            "发布时间：2025/1/15 09:00",
            "20250115",
            "1736899200",
            "1736899200000",
        ] {
            assert_eq!(date(text).as_deref(), Some("2025-01-15"), "{text}");
        }
        for text in ["", "昨天", "2025", "2025-13-01", "15/01/2025", "12345", "0000-00-00"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
