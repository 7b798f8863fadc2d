//! Containers: members are read one by one under paths of their own, and what cannot be read is told.

use super::place::{Place, gzipped, jiaoyu, minzheng, same, zipped};
use encoding_rs::GB18030;
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use std::process::Stdio;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[test]
fn members_of_a_zip_have_paths_of_their_own_and_load_once() {
    let place = Place::new();
    let inner = zipped(&[("教育局.txt", jiaoyu().as_bytes())]);
    let archive = zipped(&[
        ("民政局/2021.txt", minzheng().as_bytes()),
        ("inner.zip", &inner),
        ("__MACOSX/民政局/2021.txt", b"junk"),
        (".DS_Store", b"junk"),
        ("style.css", b"body { color: red }"),
        ("map.png", b"\x89PNG\r\n\x1a\n..."),
    ]);
    place.put("all.zip", &archive);
    place.ingest(&["all.zip"]);
    // In the order of a folder.
    let expected = [
        ("all.zip!/inner.zip!/教育局.txt", "loaded"),
        ("all.zip!/map.png", "rejected unsupported_format"),
        ("all.zip!/style.css", "rejected not_a_report"),
        ("all.zip!/民政局/2021.txt", "loaded"),
    ];
    same(&place.files(), &expected);
    place.ingest(&["all.zip"]);
    let again = place.files();
    same(
        &[again[0].clone(), again[3].clone()],
        &[(expected[0].0, "unchanged"), (expected[3].0, "unchanged")],
    );

    // The same member with other figures and other prose is its next version.
    let other = minzheng().replace("民政", "民 政").replace("云岭县民 政局2021", "云岭县民政局2021");
    let archive = zipped(&[("民政局/2021.txt", other.as_bytes())]);
    place.put("all.zip", &archive);
    place.ingest(&["all.zip"]);
    same(&place.files(), &[(expected[3].0, "revised")]);
}

#[test]
fn names_and_files_packed_in_gbk_are_read() {
    let place = Place::new();
    let (name, _, _) = GB18030.encode("云岭县教育局.txt");
    let text = jiaoyu();
    let (text, _, _) = GB18030.encode(&text);
    // The writer marks every name that is not ASCII as UTF-8, so that a name of the same length is put in afterwards.
    let stand_in = "x".repeat(name.len());
    let mut archive = zipped(&[(&stand_in, &text)]);
    let places: Vec<usize> = (0..archive.len() - name.len())
        .filter(|start| archive[*start..].starts_with(stand_in.as_bytes()))
        .collect();
    assert_eq!(places.len(), 2, "in the local header and in the directory");
    for start in places {
        archive[start..start + name.len()].copy_from_slice(&name);
    }
    place.put("gbk.zip", &archive);
    place.ingest(&["gbk.zip"]);
    same(&place.files(), &[("gbk.zip!/云岭县教育局.txt", "loaded")]);
}

#[test]
fn what_cannot_be_unpacked_is_told_and_the_rest_goes_on() {
    let place = Place::new();
    let mut nested = zipped(&[("a.txt", jiaoyu().as_bytes())]);
    for _ in 0..8 {
        nested = zipped(&[("n.zip", &nested)]);
    }
    let huge = vec![b' '; 65 << 20];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8], options: SimpleFileOptions| {
        archive.start_file(name, options).expect("started");
        archive.write_all(bytes).expect("written");
    };
    let plain = SimpleFileOptions::default();
    add("deep.zip", &nested, plain);
    add("huge.txt", &huge, plain);
    add("none.txt", b"", plain);
    add("good.txt", minzheng().as_bytes(), plain);
    let mut bytes = archive.finish().expect("finished").into_inner();
    place.put("mixed.zip", &bytes);
    place.ingest(&["mixed.zip"]);
    let files = place.files();
    assert!(files[0].0.starts_with("mixed.zip!/deep.zip!/n.zip"), "{files:?}");
    assert_eq!(files[0].1, "rejected too_deep");
    same(
        &files[1..],
        &[
            ("mixed.zip!/good.txt", "loaded"),
            ("mixed.zip!/huge.txt", "rejected too_large"),
            ("mixed.zip!/none.txt", "rejected empty"),
        ],
    );

    // A bit for "needs a password", in the local header and in the directory.
    bytes = zipped(&[("secret.txt", jiaoyu().as_bytes()), ("open.txt", jiaoyu().as_bytes())]);
    bytes[6] |= 1;
    let directory = (0..bytes.len()).find(|at| bytes[*at..].starts_with(b"PK\x01\x02")).expect("a directory");
    bytes[directory + 8] |= 1;
    place.put("secret.zip", &bytes);
    place.ingest(&["secret.zip"]);
    same(
        &place.files(),
        &[("secret.zip!/open.txt", "loaded"), ("secret.zip!/secret.txt", "rejected encrypted")],
    );
}

#[test]
fn an_archive_that_breaks_off_keeps_what_was_read() {
    let place = Place::new();
    let whole = zipped(&[("1.txt", jiaoyu().as_bytes()), ("2.txt", minzheng().as_bytes())]);
    let second = (1..whole.len()).find(|at| whole[*at..].starts_with(b"PK\x03\x04")).expect("a header");
    place.put("cut.zip", &whole[..second + 400]);
    place.ingest(&["cut.zip"]);
    let files = place.files();
    assert_eq!(files[0], ("cut.zip!/1.txt".into(), "loaded".into()));
    assert!(files[1..].iter().all(|(_, outcome)| outcome.starts_with("rejected broken")), "{files:?}");
    assert_eq!(files.last().map(|file| file.0.as_str()), Some("cut.zip"));

    let line = json!({"text": minzheng()}).to_string();
    let dump = gzipped(format!("{line}\n{}\n", json!({"text": jiaoyu()})).as_bytes());
    place.put("cut.jsonl.gz", &dump[..dump.len() - 600]);
    place.ingest(&["cut.jsonl.gz"]);
    same(&place.files(), &[("cut.jsonl.gz#1", "loaded"), ("cut.jsonl.gz", "rejected broken_container")]);
}

#[test]
fn a_docx_is_a_document_packed_or_not() {
    let place = Place::new();
    let part = |text: &str| {
        let lines: String = format!(
            "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
            text.replace('\n', "</w:t></w:r></w:p><w:p><w:r><w:t>")
        );
        let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        format!("<w:document xmlns:w=\"{space}\"><w:body>{lines}</w:body></w:document>")
    };
    let docx = zipped(&[
        ("docProps/app.xml", b"<x/>"),
        ("word/document.xml", part(&jiaoyu()).as_bytes()),
        ("[Content_Types].xml", b"<x/>"),
    ]);
    place.put("a.docx", &docx);
    place.put("b.zip", &zipped(&[("b.docx", &docx)]));
    place.ingest(&["a.docx", "b.zip"]);
    same(&place.files(), &[("a.docx", "loaded"), ("b.zip!/b.docx", "unchanged")]);
}

#[test]
fn records_of_a_crawl_bring_address_title_and_date() {
    let place = Place::new();
    let text = jiaoyu();
    let (_, body) = text.split_once('\n').expect("a title and a body");
    let page = format!("<p>{}</p>", minzheng().replace('\n', "</p><p>"));
    let lines = [
        json!({"link": "https://a.example/1", "标题": "云岭县教育局2022年政府信息公开工作年度报告",
               "发布时间": "2023年1月9日", "正文": body})
        .to_string(),
        "{\"url\": \"https://a.example/2\", ".to_owned(),
        String::new(),
        json!({"url": "https://a.example/3", "html": page, "date": 1_642_000_000_000_i64}).to_string(),
        json!({"url": "https://a.example/4", "note": "nothing here"}).to_string(),
        "[1, 2]".to_owned(),
    ];
    place.put("dump.txt", lines.join("\n").as_bytes());
    place.ingest(&["dump.txt"]);
    let files = place.files();
    same(
        &files,
        &[
            ("dump.txt#1", "loaded"),
            ("dump.txt#2", "rejected bad_line"),
            ("dump.txt#4", "loaded"),
            ("dump.txt#5", "rejected no_content"),
            ("dump.txt#6", "rejected bad_line"),
        ],
    );
    let of = |path: &str| -> String {
        place.one(&format!(
            "select url || ' ' || published_on || ' ' || name || ' ' || media_type || ' ' || year
             from document join report using (document_id) join agency using (agency_id) where path = '{path}'"
        ))
    };
    assert_eq!(of("dump.txt#1"), "https://a.example/1 2023-01-09 云岭县教育局 text/plain 2022");
    assert_eq!(of("dump.txt#4"), "https://a.example/3 2022-01-12 云岭县民政局 text/html 2021");

    // Another day's crawl of the same address is the next version, wherever in the dump it stands.
    let again = json!({"url": "https://a.example/3", "html": page.replace("民政", "民 政")
        .replace("云岭县民 政局2021", "云岭县民政局2021")});
    place.put("dump.txt", format!("{again}\n{}\n", lines[0]).as_bytes());
    place.ingest(&["dump.txt"]);
    same(&place.files(), &[("dump.txt#1", "revised"), ("dump.txt#2", "unchanged")]);
    assert_eq!(place.one::<i64>("select count(*) from current_report"), 2);
}

#[test]
fn an_array_of_records_is_read_with_the_keys_named() {
    let place = Place::new();
    let array = json!([
        {"page": {"address": "https://a.example/1"}, "src": minzheng()},
        {"src": jiaoyu().lines().collect::<Vec<_>>()},
    ]);
    place.put("dump.json", format!("{array:#}").as_bytes());
    place.ingest(&["dump.json", "--keys", "url=page.address,text=src"]);
    same(&place.files(), &[("dump.json#1", "loaded"), ("dump.json#2", "loaded")]);
    let url: String = place.one("select url from document where path = 'dump.json#1'");
    assert_eq!(url, "https://a.example/1");

    let run = place.command(&["ingest", "dump.json", "--keys", "adress=x"]).output().expect("it runs");
    assert_eq!(run.status.code(), Some(2));
    let message = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(message.contains("adress=x") && message.contains("url, title, date, html, text"), "{message}");
}

#[test]
fn a_record_handed_to_a_script_is_read_as_one() {
    let place = Place::new();
    place.put("page.js", format!("jQuery12_3({});\n", json!({"text": minzheng()})).as_bytes());
    place.put("pages.js", format!(" callback ([{}])", json!({"text": jiaoyu()})).as_bytes());
    place.ingest(&["page.js", "pages.js"]);
    same(&place.files(), &[("page.js#1", "loaded"), ("pages.js#1", "loaded")]);
}

#[test]
fn standard_input_may_be_a_container() {
    let place = Place::new();
    let archive = zipped(&[("a.txt", jiaoyu().as_bytes()), ("b.txt", minzheng().as_bytes())]);
    for (input, count) in [(archive, 2), (gzipped(jiaoyu().as_bytes()), 1), (jiaoyu().into_bytes(), 1)] {
        let mut run = place
            .command(&["parse", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        run.stdin.take().expect("a pipe").write_all(&input).expect("written");
        let output = run.wait_with_output().expect("it ends");
        let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let reports = json.as_array().cloned().unwrap_or_else(|| vec![json]);
        assert_eq!(reports.len(), count);
        assert_eq!(reports[0]["agency"], "云岭县教育局");
    }
}

#[test]
fn a_tar_in_gzip_is_read() {
    let place = Place::new();
    let mut archive = tar::Builder::new(Vec::new());
    for (name, text) in [("2022/教育局.txt", jiaoyu()), ("2021/民政局.txt", minzheng())] {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        archive.append_data(&mut header, name, text.as_bytes()).expect("added");
    }
    place.put("all.tgz", &gzipped(&archive.into_inner().expect("finished")));
    place.ingest(&["all.tgz"]);
    same(&place.files(), &[("all.tgz!/2022/教育局.txt", "loaded"), ("all.tgz!/2021/民政局.txt", "loaded")]);
}
