//! The flags `--chart` and `--chart-as`, the same for every command that draws its rows: files, titles, what is told.

use super::format::put_file;
use super::headings::{Names, worded};
use super::help::line;
use super::{Language, complain};
use crate::chart::{self, Picture, Spec, Words};
use crate::query::Query;
use crate::rows::Rows;
use anyhow::bail;
use rusqlite::Connection;
use std::path::PathBuf;

/// What files can be written, by their ending.
const ENDINGS: &[&str] = if cfg!(feature = "png") { &["svg", "html", "png"] } else { &["svg", "html"] };

/// Drawing the result.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Flags {
    /// Draw the result into a file instead of printing it: .svg, .html or .png
    #[arg(long, global = true, value_name = "FILE")]
    chart: Option<PathBuf>,
    /// Draw it so: KIND x=COLUMN y=COLUMN,… series=COLUMN facet=COLUMN, or only what differs from the query's own chart;
    /// KIND is bar, stacked, line, slope, heat or multiples
    #[arg(long, global = true, value_name = "HOW", requires = "chart")]
    chart_as: Option<String>,
}

/// A chart that was asked for.
pub(super) struct Wanted {
    path: PathBuf,
    ending: &'static str,
    spec: Spec,
}

impl Flags {
    /// The chart asked for, if one is, before anything is read. `own` is the chart that the query names.
    ///
    /// # Errors
    /// Where the file's ending is none that can be written, or how to draw is not said or wrong.
    pub(super) fn wanted(&self, own: Option<&str>, lang: Language) -> anyhow::Result<Option<Wanted>> {
        let Some(path) = &self.chart else { return Ok(None) };
        let found = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        let Some(ending) = ENDINGS.iter().find(|ending| **ending == found) else {
            let about = lang.pick(
                "不能写这种文件，可用的扩展名：",
                "no file of this kind can be written; endings that can:",
            );
            bail!("--chart {}: {about} {}", path.display(), ENDINGS.join(", "));
        };
        let spec = match (own, self.chart_as.as_deref()) {
            (Some(own), how) => own.parse().and_then(|spec: Spec| spec.amended(how.unwrap_or_default())),
            (None, Some(how)) => how.parse(),
            (None, None) => bail!(
                "--chart: {}",
                lang.pick(
                    "没有默认图表，请用 --chart-as 说明画法，如 'bar x=列名 y=列名'",
                    "it has no chart of its own; say how with --chart-as, such as 'bar x=COLUMN y=COLUMN'",
                )
            ),
        };
        let spec = spec.map_err(|reason| anyhow::anyhow!("--chart-as: {}", lang.half(&reason)))?;
        Ok(Some(Wanted { path: path.clone(), ending, spec }))
    }
}

/// What a chart is of.
pub(super) struct Subject<'a> {
    /// The question answered.
    pub(super) title: &'a str,
    /// What it is restricted to.
    pub(super) subtitle: &'a str,
    /// The query, unless the SQL is the user's.
    pub(super) query: Option<&'a Query<'a>>,
}

impl Wanted {
    /// Draws the rows into the file and tells on standard error what the picture leaves out.
    ///
    /// # Errors
    /// Where the rows do not fit the chart, a font is missing, or the file cannot be written.
    pub(super) fn write(
        &self,
        rows: &Rows,
        subject: &Subject,
        connection: &Connection,
        lang: Language,
    ) -> anyhow::Result<()> {
        let names = Names::read(connection, subject.query, lang)?;
        let name = |code: &str| names.name(code);
        let words =
            Words { title: subject.title, subtitle: subject.subtitle, zh: lang == Language::Zh, name: &name };
        // Phrases by their names; the marks take no text.
        let rows = &*worded(rows, lang);
        let picture = chart::draw(rows, &self.spec, &words)?;
        let bytes = match self.ending {
            "html" => {
                let mut about = names.definitions(&rows.columns);
                let notes = subject.query.map(|query| line(&query.notes.join(" "), lang)).unwrap_or_default();
                about.extend(Some(notes).filter(|notes| !notes.is_empty()));
                chart::page(&picture, rows, &about, &words)?
            }
            "png" => pixels(&picture)?,
            _ => picture.svg.clone().into_bytes(),
        };
        picture.notes.iter().for_each(|note| complain(note));
        put_file(&self.path, &bytes, lang)
    }
}

#[cfg(feature = "png")]
fn pixels(picture: &Picture) -> crate::error::Result<Vec<u8>> {
    chart::png(&picture.svg)
}

/// Without the feature no such file is taken on.
#[cfg(not(feature = "png"))]
fn pixels(picture: &Picture) -> crate::error::Result<Vec<u8>> {
    Ok(picture.svg.clone().into_bytes())
}
