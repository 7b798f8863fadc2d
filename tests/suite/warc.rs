//! WARC: what a crawler fetched.

use super::place::{Place, gzipped, jiaoyu, minzheng};

/// A WARC record.
fn record(kind: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\n\
         Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {status}\r\n{headers}\r\n").as_bytes(), body].concat()
}

fn page(text: &str) -> String {
    format!("<html><body><p>{}</p></body></html>", text.replace('\n', "</p><p>"))
}

/// A body in chunks.
fn chunked(body: &[u8]) -> Vec<u8> {
    let mut chunks = Vec::new();
    for chunk in body.chunks(1000) {
        chunks.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        chunks.extend_from_slice(chunk);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    chunks
}

#[test]
fn responses_and_resources_of_a_warc_are_read() {
    let place = Place::new();
    let http = "application/http; msgtype=response";
    let html = "Content-Type: text/html; charset=utf-8\r\n";
    let packed = format!("{html}Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n");
    let first = page(&jiaoyu());
    let records = [
        record("warcinfo", "", "application/warc-fields", b"software: test\r\n"),
        record(
            "request",
            "https://a.example/1",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        record(
            "response",
            "https://a.example/1",
            http,
            &response("200 OK", &packed, &chunked(&gzipped(first.as_bytes()))),
        ),
        record(
            "response",
            "https://a.example/2",
            http,
            &response("404 Not Found", html, b"<html>none</html>"),
        ),
        record(
            "response",
            "https://a.example/3",
            http,
            &response("200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        ),
        record(
            "response",
            "https://a.example/4",
            http,
            &response("302 Found", "Location: https://a.example/1\r\n", b""),
        ),
        record("resource", "file:///b.txt", "text/plain", minzheng().as_bytes()),
    ];
    let expected = [
        ("#3", "loaded"),
        ("#4", "rejected http_status"),
        ("#5", "rejected unsupported_format"),
        ("#6", "rejected redirect"),
        ("#7", "loaded"),
    ];
    let named = |name: &str| expected.map(|(at, outcome)| (format!("{name}{at}"), outcome.to_owned()));
    place.put("x.warc", &records.concat());
    place.ingest(&["x.warc"]);
    assert_eq!(place.files(), named("x.warc"));
    let url: String = place.one("select url from document where path = 'x.warc#3'");
    assert_eq!(url, "https://a.example/1");

    // Each record a gzip member of its own.
    let packed: Vec<Vec<u8>> = records.iter().map(|record| gzipped(record)).collect();
    place.put("x.warc.gz", &packed.concat());
    place.ingest(&["x.warc.gz"]);
    assert_eq!(place.files()[4], ("x.warc.gz#7".into(), "unchanged".into()));

    let whole = records.concat();
    place.put("cut.warc", &whole[..whole.len() - 500]);
    place.ingest(&["cut.warc"]);
    let files = place.files();
    assert_eq!(files.last(), Some(&("cut.warc".into(), "rejected broken_container".into())));
    assert_eq!(files[0], ("cut.warc#3".into(), "unchanged".into()));
    assert_eq!(files.len(), 5, "half a document is none: {files:?}");
}

#[test]
fn a_body_whose_chunks_break_off_is_no_page() {
    let place = Place::new();
    let headers = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n";
    let chunks = chunked(page(&jiaoyu()).as_bytes());
    let block = |body: &[u8]| response("200 OK", headers, body);
    let http = "application/http; msgtype=response";
    let cut = record("response", "https://a.example/1", http, &block(&chunks[..chunks.len() - 300]));
    // Some crawlers join the chunks and leave the header.
    let joined = record("response", "https://a.example/2", http, &block(page(&jiaoyu()).as_bytes()));
    place.put("x.warc", &[cut, joined].concat());
    place.ingest(&["x.warc"]);
    let expected = [("x.warc#1", "rejected broken_member"), ("x.warc#2", "loaded")];
    assert_eq!(place.files(), expected.map(|(name, outcome)| (name.to_owned(), outcome.to_owned())));
}
