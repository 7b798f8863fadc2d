//! How a style of an OpenDocument file shows its text.

/// How a style shows its text.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) hidden: bool,
    /// Raised or lowered: a footnote's mark, no digit of the number before it.
    pub(super) raised: bool,
    /// `None` where nothing is said of the colour.
    pub(super) white: Option<bool>,
    /// Whether a colour other than white stands behind the text.
    pub(super) filled: bool,
}

impl Look {
    /// The look of text within text of another.
    pub(super) fn within(self, outer: Look) -> Look {
        Look {
            hidden: self.hidden || outer.hidden,
            raised: self.raised || outer.raised,
            white: self.white.or(outer.white),
            filled: self.filled || outer.filled,
        }
    }
}
