//! WARC: what a crawler fetched, responses with their HTTP headers and resources without.

use super::{Refusal, Walk, too_large};
use crate::limits::{MAX_BYTES, MAX_HEADER};
use crate::origin::Origin;
use encoding_rs::{BIG5, Encoding, GB18030, GBK};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// Headers of a record or of a response.
#[derive(Debug, Default)]
struct Headers {
    first: String,
    fields: Vec<(String, String)>,
}

impl Headers {
    /// Reads up to the empty line; `None` at the end of the input.
    fn read(input: &mut dyn BufRead) -> io::Result<Option<Self>> {
        let mut headers = Headers::default();
        let mut input = input.take(MAX_HEADER);
        let mut line = Vec::new();
        loop {
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                let started = !headers.first.is_empty();
                return if started { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(None) };
            }
            let text = String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
            match (text.is_empty(), headers.first.is_empty()) {
                // Records end with empty lines.
                (true, true) => {}
                (true, false) => return Ok(Some(headers)),
                (false, true) => headers.first = text,
                (false, false) => {
                    if let Some((name, value)) = text.split_once(':') {
                        headers.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                    }
                }
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value without its parameters, in small letters.
    fn kind(&self, name: &str) -> String {
        self.get(name).and_then(|value| value.split(';').next()).unwrap_or("").trim().to_ascii_lowercase()
    }
}

impl Walk<'_> {
    /// Reads the records of a crawl.
    pub(super) fn warc(&mut self, path: &str, mut input: impl BufRead) {
        let mut number = 0u64;
        while !self.done {
            let headers = match Headers::read(&mut input) {
                Ok(Some(headers)) if headers.first.starts_with("WARC/") => headers,
                Ok(None) => return,
                Ok(Some(_)) => {
                    let error = io::Error::other("a record does not begin with WARC/");
                    return self.broken(path, &error);
                }
                Err(error) => return self.broken(path, &error),
            };
            number += 1;
            let Some(length) = headers.get("content-length").and_then(|text| text.parse::<u64>().ok()) else {
                return self.broken(path, &io::Error::other("a record has no length"));
            };
            let mut block = (&mut input).take(length);
            self.warc_record(&format!("{path}#{number}"), &headers, &mut block);
            if let Err(error) = io::copy(&mut block, &mut io::sink()) {
                return self.broken(path, &error);
            }
            if block.limit() > 0 {
                return self.broken(path, &io::ErrorKind::UnexpectedEof.into());
            }
        }
    }

    fn warc_record(&mut self, at: &str, headers: &Headers, block: &mut io::Take<impl BufRead>) {
        let kind = headers.kind("warc-type");
        // Requests, metadata and visits that found nothing new hold no document.
        if !["response", "resource", "conversion"].contains(&kind.as_str()) {
            return;
        }
        let url = headers.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        let refuse = |walk: &mut Self, refusal: Refusal| {
            let origin = Origin { url: url.clone(), ..Origin::default() };
            walk.hand(at.to_owned(), "", Err(refusal), origin, true);
        };
        if block.limit() > MAX_BYTES {
            return refuse(self, too_large());
        }
        let content_type = headers.kind("content-type");
        if content_type == "text/dns" {
            return;
        }
        let response = if content_type == "application/http" || kind == "response" {
            match Headers::read(block) {
                Ok(Some(response)) if response.first.starts_with("HTTP/") => Some(response),
                _ => {
                    let message = "不是 HTTP 应答 / the record holds no HTTP response".to_owned();
                    return refuse(self, Refusal { code: "broken_member", message });
                }
            }
        } else {
            None
        };
        if let Some(response) = &response {
            let status = response.first.split_whitespace().nth(1).unwrap_or("?");
            if status.starts_with('3')
                && let Some(target) = response.get("location")
            {
                let message = format!("转到 {target} / redirected to {target}");
                return refuse(self, Refusal { code: "redirect", message });
            }
            if status != "200" {
                let message = format!("HTTP 状态 {status} / HTTP status {status}");
                return refuse(self, Refusal { code: "http_status", message });
            }
        }
        let described = response.as_ref().unwrap_or(headers);
        let media = described.kind("content-type");
        if let Some(refusal) = no_document(&media) {
            return refuse(self, refusal);
        }
        let mut body = Vec::new();
        if block.read_to_end(&mut body).is_err() || block.limit() > 0 {
            // Half a page is none; the walk tells that the container broke here.
            return;
        }
        let body = match &response {
            Some(response) => unpacked(response, body),
            None => Ok(body),
        };
        match body {
            Err(error) => {
                let message = format!("无法解码（{error}） / the body cannot be decoded ({error})");
                refuse(self, Refusal { code: "broken_member", message });
            }
            Ok(body) => {
                let body = in_utf8(body, described.get("content-type").unwrap_or(""));
                let name = if media.contains("html") { "page.html" } else { "" };
                let origin = Origin { url: url.clone(), ..Origin::default() };
                self.document(at.to_owned(), name, origin, &mut body.as_slice(), true);
            }
        }
    }
}

/// Refuses what a page needs and is no document.
fn no_document(media: &str) -> Option<Refusal> {
    let families = ["image/", "video/", "audio/", "font/"];
    let kinds = ["text/css", "text/javascript", "application/javascript", "application/x-javascript"];
    let is = families.iter().any(|family| media.starts_with(family)) || kinds.contains(&media);
    is.then(|| Refusal {
        code: "unsupported_format",
        message: format!("{media} 不是文档 / {media} is no document"),
    })
}

/// A body without the ways of packing that its headers name. Some crawlers unpack and leave the headers.
fn unpacked(response: &Headers, body: Vec<u8>) -> io::Result<Vec<u8>> {
    let chunked = response.kind("transfer-encoding") == "chunked";
    let body = match joined(&body).filter(|_| chunked) {
        Some(whole) => whole,
        // Sizes of chunks within a page would be read as its numbers.
        None if chunked && chunk_size(&body).is_some() => {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "chunked"));
        }
        None => body,
    };
    let encoding = response.kind("content-encoding");
    let read = |decoder: &mut dyn Read| {
        let mut text = Vec::new();
        decoder.take(MAX_BYTES + 1).read_to_end(&mut text).map(|_| text)
    };
    match encoding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => read(&mut MultiGzDecoder::new(body.as_slice())),
        "deflate" => read(&mut ZlibDecoder::new(body.as_slice()))
            .or_else(|_| read(&mut DeflateDecoder::new(body.as_slice())))
            .or(Ok(body)),
        "br" if std::str::from_utf8(&body).is_err() => Err(io::Error::other("brotli")),
        _ => Ok(body),
    }
}

/// The size of the chunk with which bytes begin, and where its line ends.
fn chunk_size(bytes: &[u8]) -> Option<(usize, usize)> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let size = std::str::from_utf8(bytes.get(..end)?).ok()?;
    Some((usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?, end))
}

/// The chunks of a body joined, `None` where it is not in chunks.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = body;
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let (size, end) = chunk_size(rest)?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

/// A page whose header names a Chinese encoding, and which does not name one itself, in UTF-8.
fn in_utf8(body: Vec<u8>, content_type: &str) -> Vec<u8> {
    let content_type = content_type.to_ascii_lowercase();
    let label = content_type.split("charset=").nth(1).map(|rest| rest.trim_matches(['"', '\'', ' ']));
    let encoding = label
        .and_then(|label| Encoding::for_label(label.split(';').next().unwrap_or("").trim().as_bytes()))
        .filter(|encoding| [BIG5, GBK, GB18030].contains(encoding));
    let head = String::from_utf8_lossy(body.get(..4096).unwrap_or(&body)).to_ascii_lowercase();
    match encoding {
        Some(encoding) if !head.contains("charset") && std::str::from_utf8(&body).is_err() => {
            encoding.decode_without_bom_handling(&body).0.into_owned().into_bytes()
        }
        _ => body,
    }
}

#[cfg(test)]
mod tests {
    use super::{BIG5, in_utf8, joined};

    #[test]
    fn the_encoding_of_the_header_counts_where_the_page_names_none() {
        let (big5, _, _) = BIG5.encode("<p>雲嶺縣教育局</p>");
        let read = |head: &str, kind: &str| in_utf8([head.as_bytes(), &big5].concat(), kind);
        assert_eq!(read("", "text/html; charset=\"Big5\""), "<p>雲嶺縣教育局</p>".as_bytes());
        assert_eq!(read("", "text/html"), *big5);
        let named = "<meta charset=big5>";
        assert_eq!(read(named, "text/html; charset=gbk"), [named.as_bytes(), &big5].concat());
    }

    #[test]
    fn chunks_are_joined_only_where_there_are_chunks() {
        assert_eq!(joined(b"3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n").as_deref(), Some(b"abcde".as_slice()));
        assert_eq!(joined(b"<html>already joined</html>"), None);
        assert_eq!(joined(b"5\r\nabc"), None);
    }
}
