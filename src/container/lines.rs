//! Dumps of crawls as JSON: an object a line, objects in an array, objects behind each other.

use super::{Kind, Walk, too_large};
use crate::limits::MAX_RECORD;
use crate::origin::{Origin, date};
use encoding_rs::GB18030;
use serde::de::{Deserializer as _, Error, SeqAccess, Visitor};
use serde_json::{Deserializer, Value};
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};

/// Whether the first bytes of a file are those of JSON records.
pub(super) fn kind(head: &[u8]) -> Option<Kind> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match call(text) {
        Some(call) => records(text[call..].trim_ascii_start()).map(|_| Kind::Objects),
        None => records(text),
    }
}

fn records(text: &[u8]) -> Option<Kind> {
    let opens = |text: &[u8], open: u8| text.first() == Some(&open);
    let inside = text.get(1..)?.trim_ascii_start();
    if opens(text, b'[') && opens(inside, b'{') {
        return Some(Kind::Objects);
    }
    if !opens(text, b'{') || !opens(inside, b'"') {
        return None;
    }
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or(text);
    let whole = line.len() == text.len() || line.trim_ascii_end().ends_with(b"}");
    Some(if whole { Kind::Lines } else { Kind::Objects })
}

/// The length of `callback(`, as scripts of other sites are handed a record.
fn call(text: &[u8]) -> Option<usize> {
    const LONGEST: usize = 80;
    let open = text.iter().take(LONGEST).position(|byte| *byte == b'(')?;
    let name = text[..open].trim_ascii_end();
    let named = name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_$.".contains(byte));
    (named && !name.is_empty()).then_some(open + 1)
}

impl Walk<'_> {
    /// Reads a record a line; a line that is none is refused and the next one read.
    pub(super) fn lines(&mut self, path: &str, mut input: impl BufRead) {
        let mut line = Vec::new();
        let mut number = 0u64;
        while !self.done {
            line.clear();
            number += 1;
            let at = || format!("{path}#{number}");
            match (&mut input).take(MAX_RECORD + 1).read_until(b'\n', &mut line) {
                Err(error) => return self.broken(path, &error),
                Ok(0) => return,
                Ok(length) if length as u64 > MAX_RECORD => {
                    let refusal = too_large();
                    self.refuse(at(), refusal.code, refusal.message);
                    if let Err(error) = skip_line(&mut input) {
                        return self.broken(path, &error);
                    }
                }
                Ok(_) => {
                    let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
                    if !text.is_empty() {
                        self.record(at(), parsed(text));
                    }
                }
            }
        }
    }

    /// Reads records over several lines, in an array or behind each other. What follows a broken one is not read.
    pub(super) fn objects(&mut self, path: &str, input: impl Read) {
        let left = Cell::new(MAX_RECORD);
        let mut input = io::BufReader::new(Bounded { inner: input, left: &left });
        let start = input.fill_buf().map_or(0, |head| {
            let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            mark + head.get(mark..).map_or(0, |rest| rest.len() - rest.trim_ascii_start().len())
        });
        input.consume(start);
        let call = input.fill_buf().ok().and_then(call);
        input.consume(call.unwrap_or(0));
        let array = input.fill_buf().is_ok_and(|head| head.starts_with(b"["));
        let mut number = 0u64;
        let mut each = |value: Value| {
            left.set(MAX_RECORD);
            number += 1;
            self.record(format!("{path}#{number}"), Ok(value));
            !self.done
        };
        let mut json = Deserializer::from_reader(input);
        let ended = if array {
            (&mut json).deserialize_seq(Each(&mut each)).err()
        } else {
            // Behind the record of a call stands its end.
            let most = if call.is_some() { 1 } else { usize::MAX };
            json.into_iter::<Value>()
                .take(most)
                .find_map(|value| match value {
                    Ok(value) => (!each(value)).then_some(None),
                    Err(error) => Some(Some(error)),
                })
                .flatten()
        };
        if let Some(error) = ended.filter(|_| !self.done) {
            self.broken(path, &error.into());
        }
    }

    fn record(&mut self, at: String, value: Result<Value, String>) {
        let record = match value {
            Ok(Value::Object(record)) => record,
            Ok(_) => {
                return self.refuse(at, "bad_line", "不是 JSON 对象 / the line is JSON, but no object");
            }
            Err(error) => {
                let message = format!("不是 JSON（{error}） / the line is no JSON ({error})");
                return self.refuse(at, "bad_line", message);
            }
        };
        let Some((content, page)) = self.keys.content(&record) else {
            let known = record.keys().take(12).cloned().collect::<Vec<_>>().join(", ");
            let message = format!(
                "记录没有网页或正文（字段：{known}），可用 --keys 指定 / the record has no page or text (its keys: {known}); \
                 name them with --keys"
            );
            return self.refuse(at, "no_content", message);
        };
        let origin = Origin {
            url: self.keys.url(&record).map(|url| url.trim().to_owned()),
            title: self.keys.title(&record),
            published_on: self.keys.date(&record).and_then(|text| date(&text)),
        };
        let name = if page { "page.html" } else { "" };
        let mut content = content.as_bytes();
        self.document(at, name, origin, &mut content, true);
    }
}

/// A line as JSON; lines that are not UTF-8 are GB18030.
fn parsed(line: &[u8]) -> Result<Value, String> {
    match std::str::from_utf8(line) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_str(&GB18030.decode_without_bom_handling(line).0),
    }
    .map_err(|error| error.to_string())
}

/// Leaves out the rest of a line.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, ended) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(end) => (end + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if ended {
            return Ok(());
        }
    }
}

/// A reader that fails where one record takes more than its share.
struct Bounded<'a, R> {
    inner: R,
    left: &'a Cell<u64>,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        match self.left.get().checked_sub(length as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other("a record beyond the limit")),
        }
        Ok(length)
    }
}

/// Hands over the elements of an array one by one until the taker has enough.
struct Each<'a>(&'a mut dyn FnMut(Value) -> bool);

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(value) = elements.next_element::<Value>()? {
            if !(self.0)(value) {
                return Err(Error::custom("enough"));
            }
        }
        Ok(())
    }
}
