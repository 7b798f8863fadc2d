//! `check --letters`: a Word document for each body with what it has to mend, and nothing of others.

use super::checked::gongkai;
use gongkai::source::read;
use std::fs;
use std::path::Path;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

#[test]
fn each_body_is_told_what_is_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let district = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/district");
    gongkai(at, &["ingest", &district.display().to_string()]);
    let (code, _, err) = gongkai(at, &["check", "--year", "2023", "--region", "红旗区", "--letters", "退回"]);
    assert!(code == Some(1) && err.starts_with("退回: 3 letters with what there is to mend\n"), "{err}");
    let found = names(&at.join("退回"));
    assert_eq!(
        found,
        [
            "河南省新乡市红旗区人民政府.docx",
            "河南省新乡市红旗区住房和城乡建设局.docx",
            "河南省新乡市红旗区教育局.docx"
        ]
    );
    let bytes = fs::read(at.join("退回/河南省新乡市红旗区教育局.docx")).expect("a letter");
    let text = read("a.docx", &bytes).expect("a document").text;
    for part in ["河南省新乡市红旗区教育局：", "错误 2", "2023年度报告", "Y.CARRY", "自然人 1（第 32 行）"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("住房") && !text.contains("警告 "), "{text}");
    // Letters of another day must not go out with these, nor be taken for reports.
    let (code, _, err) = gongkai(at, &["check", "--letters", "退回"]);
    assert!(code == Some(2) && err.contains("the folder is not empty"), "{err}");
    let (code, _, err) = gongkai(at, &["check", "退回"]);
    assert!(code == Some(1) && err.contains("own_sum") && err.contains("\n0 reports"), "{err}");
}

#[test]
fn a_year_or_region_without_anything_to_mend_has_no_letters() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let district = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/district");
    gongkai(at, &["ingest", &district.display().to_string()]);
    let (code, out, err) = gongkai(at, &["check", "--year", "2022", "--letters", "none"]);
    assert!(code == Some(0) && out.is_empty() && names(&at.join("none")).is_empty(), "{out}{err}");
    let (code, _, err) = gongkai(at, &["check", "--region", "11"]);
    assert!(code == Some(2) && err.contains("--region 11: not in the database"), "{err}");
    let (code, _, err) = gongkai(at, &["check", "--region", "无此区"]);
    assert!(code == Some(2) && err.contains("no such division: 无此区"), "{err}");
    let (code, _, _) = gongkai(at, &["check", "a.txt", "--year", "2023"]);
    assert_eq!(code, Some(2), "files are checked whole");
}
