//! docs/accuracy.md: its numbers come from seeds, so they are what any machine finds.

use crate::generator::accuracy;

#[test]
fn the_published_accuracy_is_what_is_measured() {
    crate::reference::page("accuracy.md", &accuracy::page());
}
