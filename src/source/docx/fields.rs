//! Fields of a Word document: which text is code and not its result, and what a drop-down field shows.

/// The fields that are open.
#[derive(Default)]
pub(super) struct Fields {
    /// Of each whether its code is being read, not its result.
    open: Vec<bool>,
    codes: usize,
    choices: Vec<String>,
    chosen: Option<usize>,
    default: Option<usize>,
}

impl Fields {
    /// Takes note of a mark: a field begins, its result begins, it ends.
    pub(super) fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => {
                self.open.push(true);
                self.codes += 1;
            }
            "separate" => {
                if let Some(code) = self.open.last_mut() {
                    self.codes -= usize::from(std::mem::take(code));
                }
            }
            _ => self.codes -= usize::from(self.open.pop().unwrap_or(false)),
        }
    }

    /// Whether text is code of a field.
    pub(super) fn in_code(&self) -> bool {
        self.codes > 0
    }

    /// Ends codes with their paragraph: one without its end must not hide the rest.
    pub(super) fn end_paragraph(&mut self) {
        if self.codes > 0 {
            self.open.clear();
            self.codes = 0;
        }
    }

    /// Takes note of what a drop-down field offers.
    pub(super) fn choice(&mut self, name: &str, value: String) {
        match name {
            "listEntry" => self.choices.push(value),
            "result" => self.chosen = value.trim().parse().ok(),
            "default" => self.default = value.trim().parse().ok(),
            _ => (self.choices, self.chosen, self.default) = (Vec::new(), None, None),
        }
    }

    /// What the drop-down field shows, where it is not code of another.
    pub(super) fn chosen(&mut self) -> Option<String> {
        let at = self.chosen.or(self.default).unwrap_or(0);
        let choices = std::mem::take(&mut self.choices);
        choices.into_iter().nth(at).filter(|_| self.codes <= 1)
    }
}
