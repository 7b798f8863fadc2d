//! `gongkai` (公开, "disclosure") loads China's statutory annual reports on open government information
//! (政府信息公开工作年度报告) into one SQLite file, checks every number in them, and answers questions.
//!
//! bytes → [`source`] → [`document::Document`] → [`parse`] → [`report::Report`] → `check` → findings →
//! `store` → SQLite → `query` → [`rows::Rows`] → `output` → `cli`.
//!
//! A module uses only modules that stand before it in this list; a test keeps it so.

pub mod error;
pub mod limits;
pub mod normalize;
pub mod rows;

pub mod division;
pub mod document;
pub mod form;
pub mod prose;

pub mod agency;
pub mod origin;
pub mod report;

pub mod check;
pub mod container;
pub mod diff;
pub mod parse;
pub mod rollup;
pub mod source;

pub mod manifest;
pub mod store;

pub mod output;
pub mod query;

pub mod chart;

pub mod page;

pub mod ingest;

pub mod cli;
