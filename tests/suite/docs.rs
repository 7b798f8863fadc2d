//! README.md runs as a test: its commands, one after the other, on the sample. `TRYCMD=overwrite` rewrites their output.

#[test]
#[ignore = "the commands have not landed"]
fn readme() {
    let folder = tempfile::tempdir().expect("a folder");
    trycmd::TestCases::new()
        .env("GONGKAI_DB", folder.path().join("gongkai.db").to_string_lossy())
        .env("LC_ALL", "C.UTF-8")
        .env("COLUMNS", "110")
        .case("tests/cmd/readme.md");
}
