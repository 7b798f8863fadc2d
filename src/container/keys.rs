//! The names under which a crawl's records keep address, title, date and content.

use serde_json::{Map, Value};

/// The keys of records, first the likeliest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys([Vec<String>; 5]);

/// The fields by the names that [`Keys::parse`] knows, and their usual keys.
const FIELDS: [(&str, &[&str]); 5] = [
    ("url", &["url", "link", "href", "source_url", "page_url", "uri", "网址", "链接"]),
    ("title", &["title", "标题", "name"]),
    (
        "date",
        &[
            "published_on",
            "publish_date",
            "publish_time",
            "pub_date",
            "pubdate",
            "pub_time",
            "pubtime",
            "published",
            "date",
            "发布日期",
            "发布时间",
            "日期",
        ],
    ),
    ("html", &["html", "raw_html", "page_source", "网页"]),
    ("text", &["content", "text", "body", "markdown", "正文", "内容"]),
];

impl Default for Keys {
    fn default() -> Self {
        Keys(FIELDS.map(|(_, usual)| usual.iter().map(|key| (*key).to_owned()).collect()))
    }
}

impl Keys {
    /// Reads `url=link,html=data.body`: the named fields stand under these keys alone; a dot goes into an object.
    ///
    /// # Errors
    /// What is wrong and what is expected, where a field is unknown or has no key.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut keys = Keys::default();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let field = pair.split_once('=').map(|(field, key)| (field.trim(), key.trim()));
            let place = FIELDS.iter().position(|(name, _)| field.is_some_and(|(field, _)| field == *name));
            match (place.and_then(|place| keys.0.get_mut(place)), field) {
                (Some(of_field), Some((_, key))) if !key.is_empty() => *of_field = vec![key.to_owned()],
                _ => {
                    let known = FIELDS.map(|(name, _)| name).join(", ");
                    return Err(format!("{pair}: FIELD=KEY, FIELD: {known}"));
                }
            }
        }
        Ok(keys)
    }

    /// The first printed value among the keys of a field.
    fn value(&self, field: usize, record: &Map<String, Value>) -> Option<String> {
        self.0.get(field)?.iter().find_map(|key| printed(found(record, key)?))
    }

    /// The address.
    pub(super) fn url(&self, record: &Map<String, Value>) -> Option<String> {
        self.value(0, record)
    }

    /// The title.
    pub(super) fn title(&self, record: &Map<String, Value>) -> Option<String> {
        self.value(1, record)
    }

    /// The date as written.
    pub(super) fn date(&self, record: &Map<String, Value>) -> Option<String> {
        self.value(2, record)
    }

    /// The content, and whether its key says that it is a page.
    pub(super) fn content(&self, record: &Map<String, Value>) -> Option<(String, bool)> {
        let page = self.value(3, record).map(|page| (page, true));
        page.or_else(|| self.value(4, record).map(|text| (text, false)))
    }
}

/// The value of a key, whatever its case, or of a path with dots.
fn found<'a>(record: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    let direct = record.get(key);
    let any_case =
        || record.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).map(|(_, value)| value);
    direct.or_else(any_case).or_else(|| {
        let (outer, inner) = key.split_once('.')?;
        found(record.get(outer)?.as_object()?, inner)
    })
}

/// A value as text; paragraphs of a list on lines of their own.
fn printed(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(parts) => {
            let parts: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            parts?.join("\n")
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}
