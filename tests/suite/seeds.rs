//! Real reports beside the checkout: every cell as read by hand, no findings, no needless notes.

use crate::layouts::{compare, shared};
use gongkai::check;
use gongkai::report::Severity;
use serde_json::Value;

#[test]
fn real_reports_read_as_by_hand() {
    let (Some(seeds), Some(gold)) = (shared("seeds"), shared("gold")) else { return };
    let mut complaints = Vec::new();
    for entry in std::fs::read_dir(gold).expect("the folder") {
        let path = entry.expect("an entry").path();
        let truth: Value = serde_json::from_slice(&std::fs::read(&path).expect("the file")).expect("json");
        let name = truth["source"].as_str().expect("a source");
        let report = compare(&seeds.join(name), &truth, &mut complaints);
        for finding in check::check(&report).iter().filter(|finding| finding.severity == Severity::Error) {
            complaints.push(format!("{name}: {} {}", finding.rule, finding.message));
        }
        complaints.extend(
            report
                .notes()
                .iter()
                .filter(|note| note.state != "blank")
                .map(|note| format!("{name}: {note:?}")),
        );
    }
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.join("\n"));
}
