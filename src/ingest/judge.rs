//! One document: read, parsed, checked, and what is said of it elsewhere set beside what it says.
//!
//! It opens no file and writes nothing.

use super::Options;
use crate::agency::{Evidence, Resolution, contacts, narrow, resolve};
use crate::check::check;
use crate::container::Refusal;
use crate::manifest::Said;
use crate::normalize::{key, simplified_text};
use crate::origin::Origin;
use crate::parse;
use crate::report::Report;
use crate::source;
use crate::store::{Judged, Known, Outcome, Rejection, Stated, to_hexadecimal};
use sha2::{Digest, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A fault of the program in one file must not cost the others.
pub(super) fn guarded(judge: impl FnOnce() -> Judgement) -> Judgement {
    catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|_| {
        let message = "程序处理此文件时出错，请报告 / the program failed on this file; please report it";
        Err(Rejection { code: "internal_error", message: message.to_owned() })
    })
}

pub(super) type Judgement = std::result::Result<Outcome, Rejection>;

pub(super) fn refused(refusal: Refusal) -> Rejection {
    Rejection { code: refusal.code, message: refusal.message }
}

pub(super) fn judge(
    (path, name): (&str, &str),
    bytes: &[u8],
    origin: Origin,
    options: &Options,
    known: &Known,
) -> Judgement {
    let sha256 = hash(bytes, origin.title.as_deref());
    if known.holds(&sha256) {
        return Ok(Outcome::known(sha256));
    }
    let manifest = options.manifest.as_ref();
    let mut document = source::read(name, bytes)
        .map_err(|unreadable| Rejection { code: unreadable.code, message: unreadable.message })?;
    let sha256 = hash(bytes, document.title.as_ref().map_or(origin.title.as_deref(), |_| None));
    origin.supply(&mut document);
    let reports = parse::reports(&document);
    if let [report] = reports.as_slice()
        && let Some(reason) = parse::rejection(report)
    {
        return Err(Rejection { code: reason.code, message: reason.message });
    }
    let said = manifest.and_then(|manifest| manifest.find(path)).cloned().unwrap_or_default();
    let several = reports.len() > 1;
    let judged = |(index, mut report): (usize, Report)| {
        // What is said of a file with several reports decides of none of them.
        let nth = || manifest.and_then(|manifest| manifest.find(&format!("{path}#{}", index + 1))).cloned();
        let said = if several { nth().unwrap_or_default() } else { said.clone() };
        correct(&mut report, &said);
        let manifest = said.agency.is_some() || said.year.is_some() || said.division_code.is_some();
        let stated = manifest.then_some(Stated { agency: said.agency.is_some() });
        // Folders above the one that the command was called in tell as much as those below.
        let whole = std::path::absolute(path).ok().map(|path| path.to_string_lossy().into_owned());
        // The text around several reports is of all of them.
        let text = if several { "".into() } else { simplified_text(&document.text) };
        let name = report.agency.clone();
        let body = name.as_deref().map(|name| {
            let evidence = Evidence {
                name,
                year: report.year,
                site: document.title.as_deref(),
                text: &text,
                url: said.url.as_deref().or(document.url.as_deref()),
                path: whole.as_deref().or(Some(path)),
                division: said.division_code.as_deref(),
                stated: said.agency.is_some(),
            };
            given(&mut report, &evidence, options.division.as_deref())
        });
        Judged { findings: check(&report), report, body, contacts: contacts(&text), stated }
    };
    let reports = reports.into_iter().enumerate().map(judged).collect();
    Ok(Outcome {
        sha256,
        byte_length: bytes.len() as u64,
        media_type: document.media_type,
        supplied: said.url.is_some() || said.published_on.is_some(),
        url: said.url.or(document.url),
        published_on: said.published_on.or(document.published_on),
        positional: false,
        text: document.text,
        reports,
    })
}

/// Finds whose report it is, with the division given for all; where the document says otherwise, a problem tells.
fn given(report: &mut Report, evidence: &Evidence, division: Option<&str>) -> Resolution {
    let found = resolve(evidence);
    let Some(code) = division else { return found };
    let (found, contradicts) = narrow(evidence, found, code);
    if contradicts {
        let printed = found.division_code.clone().unwrap_or_else(|| found.candidates.join(" "));
        let message = format!(
            "文件所示区划为 {printed}，--division 为 {code}，不取后者；若文件有误，请在清单中写明 division_code / \
             the document points to {printed}, --division says {code}, which is not taken; if the document is wrong, give \
             division_code in a manifest"
        );
        report.problem("division_disagrees", 0, message);
    }
    found
}

/// Sets what a manifest says of a report; where the document says otherwise, a problem tells.
fn correct(report: &mut Report, said: &Said) {
    if let Some(agency) = &said.agency {
        report.problems.retain(|problem| !["agency_missing", "agency_from_prose"].contains(&problem.code));
        if let Some(printed) = report.agency.replace(agency.clone()) {
            let (one, other) = (key(&printed), key(agency));
            // A name with its divisions and one without are no contradiction; one without an ideograph is none of a body.
            let alike = one.ends_with(&other) || other.ends_with(&one);
            if !alike || other.is_empty() {
                report.problem(
                    "manifest_disagrees",
                    0,
                    format!("机关：文件为“{printed}”，清单为“{agency}”，取清单 / agency: the document says “{printed}”, the manifest “{agency}”, which is taken"),
                );
            }
        }
    }
    if let Some(year) = said.year {
        report.problems.retain(|problem| problem.code != "year_missing");
        if let Some(printed) = report.year.replace(year).filter(|printed| *printed != year) {
            report.problem(
                "manifest_disagrees",
                0,
                format!("年度：文件为 {printed}，清单为 {year}，取清单 / year: the document says {printed}, the manifest {year}, which is taken"),
            );
        }
    }
}

/// The SHA-256 of the bytes, and of the title that a document without one got from its record: the same text under
/// another title is another report.
fn hash(bytes: &[u8], title: Option<&str>) -> String {
    to_hexadecimal(&Sha256::new().chain_update(bytes).chain_update(title.unwrap_or_default()).finalize())
}
