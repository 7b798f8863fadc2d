//! The one integration binary: one module a subject.

#[path = "../generator/mod.rs"]
mod generator;

mod accuracy;
mod agencies;
mod ask;
mod bad_input;
mod between;
mod check;
mod checked;
mod container;
mod coverage;
mod crashes;
mod damage;
mod decisions;
mod diff;
mod district;
mod divisions;
mod doc;
mod docs;
mod exit_codes;
mod formats;
mod hard;
mod layouts;
mod manifest;
mod messages;
mod mutation;
mod narrative;
mod office;
mod output;
mod pdf;
mod place;
mod property;
mod query;
mod reference;
mod rollup;
mod rtf;
mod sample_files;
mod seeds;
mod seen;
mod several;
mod small;
mod store;
mod tidy;
mod units;
mod warc;
