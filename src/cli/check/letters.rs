//! `check --letters`: what there is to look at, a Word document for each body, to be sent back to it.

use super::{AGENCY, BODY, Counts, LINE, MESSAGE, RULE, SEVERITY, SOURCE, Told, UNREAD};
use crate::cli::headings::word;
use crate::cli::{Language, complain};
use crate::output::{Part, letter};
use crate::rollup::LIST_MARK;
use anyhow::{Context as _, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Columns of a letter with their widths.
const COLUMNS: [(&str, usize); 4] = [("序号", 700), ("类别", 1150), ("内容", 5750), ("规则", 1800)];
/// What the words of the second column mean.
const LEGEND: &str = "错误：表式不允许，应当更正；警告：通常有误，请更正或说明；提示：请核实；问题：版式与规定格式不符；\
                      无法辨认、歧义：单元格读不出，请核对原件。行号是报告所载文字的行号。";
/// Characters of names that some system forbids in those of files.
const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// The letters to be written.
pub(super) struct Letters {
    folder: PathBuf,
    lang: Language,
    bodies: BTreeMap<String, Letter>,
}

/// What one body is told: its reports in order, with a line a finding.
#[derive(Default)]
struct Letter {
    name: String,
    counts: Counts,
    reports: Vec<(String, Vec<Vec<String>>)>,
}

impl Letters {
    /// Letters into a folder, which must have nothing in it: what is left of another day would be sent too.
    ///
    /// # Errors
    /// Where the folder holds something or cannot be made.
    pub(super) fn new(folder: &Path, lang: Language) -> anyhow::Result<Self> {
        let cannot = || format!("{} {}", lang.pick("不能写入", "cannot write"), folder.display());
        std::fs::create_dir_all(folder).with_context(cannot)?;
        if std::fs::read_dir(folder).with_context(cannot)?.next().is_some() {
            let about = lang.pick("文件夹不是空的，请另指定一个", "the folder is not empty; name another");
            bail!("{}: {about}", folder.display());
        }
        Ok(Letters { folder: folder.to_owned(), lang, bodies: BTreeMap::new() })
    }

    /// Takes a row; one of a report that names no body goes into a letter by its file.
    pub(super) fn take(&mut self, told: &Told) {
        if told.is_first() {
            return;
        }
        let (body, source) = (told.text(BODY), told.text(SOURCE));
        let key = if body.is_empty() { source.clone() } else { told.text(AGENCY) };
        let letter = self.bodies.entry(key).or_default();
        letter.name = if body.is_empty() {
            let file = source.rsplit(['/', '\\']).next().unwrap_or_default();
            format!("机关不明_{file}")
        } else {
            body
        };
        letter.counts.add(told);
        let year = told.text(SOURCE + 2);
        let heading = match year.as_str() {
            "" => format!("年度不明的报告（{source}）"),
            year => format!("{year}年度报告（{source}）"),
        };
        if letter.reports.last().is_none_or(|(last, _)| *last != heading) {
            letter.reports.push((heading, Vec::new()));
        }
        let Some((_, rows)) = letter.reports.last_mut() else { return };
        let severity = told.text(SEVERITY);
        let (line, message) = (told.text(LINE), told.text(MESSAGE));
        // The messages of findings name their lines themselves.
        let named = line.is_empty() || message.contains(&format!("第 {line} 行"));
        let message = if named { message } else { format!("第 {line} 行：{message}") };
        let rule = if UNREAD.contains(&severity.as_str()) { String::new() } else { told.text(RULE) };
        rows.push(vec![(rows.len() + 1).to_string(), word(&severity, Language::Zh), message, rule]);
    }

    /// Writes the letters and says how many.
    ///
    /// # Errors
    /// Where one cannot be written.
    pub(super) fn write(self) -> anyhow::Result<()> {
        let mut used = BTreeSet::new();
        for (key, body) in &self.bodies {
            let mut name: String =
                body.name.chars().filter(|sign| !sign.is_control() && !FORBIDDEN.contains(sign)).collect();
            // Bodies of one name are told apart by their numbers.
            if !used.insert(name.to_lowercase()) {
                name = format!("{name}_{}", key.replace(FORBIDDEN, "_"));
                used.insert(name.to_lowercase());
            }
            let path = self.folder.join(format!("{name}.docx"));
            let cannot = || format!("{} {}", self.lang.pick("不能写入", "cannot write"), path.display());
            std::fs::write(&path, letter(&body.parts())?).with_context(cannot)?;
        }
        let (folder, letters) = (self.folder.display(), self.bodies.len());
        complain(&match self.lang {
            Language::Zh => format!("{folder}：写出 {letters} 个单位的核对情况"),
            Language::En => {
                format!("{folder}: {} with what there is to mend", super::counted(letters as u64, "letter"))
            }
        });
        Ok(())
    }
}

impl Letter {
    fn parts(&self) -> Vec<Part> {
        let counted = |zh: &str, severities: &[&str]| match self.counts.of(severities) {
            0 => None,
            number => Some(format!("{zh} {number}")),
        };
        let counts: Vec<_> = [
            counted("错误", &["error"]),
            counted("警告", &["warning"]),
            counted("提示", &["info"]),
            counted("问题", &["problem"]),
            counted("读不出或有歧义的单元格", &UNREAD),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut parts = vec![
            Part::Title("政府信息公开年报核对情况".to_owned()),
            Part::Text(format!("{}：", self.name)),
            Part::Text(format!("年报经核对，下列各处请更正或说明（{}）。", counts.join("，"))),
        ];
        for (heading, rows) in &self.reports {
            parts.push(Part::Heading(heading.clone()));
            parts.push(Part::Table(COLUMNS.to_vec(), rows.clone()));
        }
        parts.push(Part::Text(LEGEND.to_owned()));
        parts.push(Part::Text(LIST_MARK.to_owned()));
        parts
    }
}
