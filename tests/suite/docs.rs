//! README.md runs as a test: its commands, one after the other, on the sample. `TRYCMD=overwrite` rewrites their output.

#[test]
fn readme() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("gongkai.db");
    trycmd::TestCases::new()
        .env("GONGKAI_DB", database.to_string_lossy())
        .env("LC_ALL", "C.UTF-8")
        .insert_var("[DB]", database.to_string_lossy().into_owned())
        .expect("a variable")
        .case("tests/cmd/readme.md");
}
