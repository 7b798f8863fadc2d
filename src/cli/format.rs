//! The flag `--format`, the same for every command that prints rows.

use crate::output::{FORMATS, Format};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgMatches};

/// Reads the name of a format.
pub(super) fn parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|(_, name, _)| *name))
        .map(|name| Format::from_name(&name).unwrap_or_default())
}

/// The flag, for commands that build their arguments themselves.
pub(super) fn flag() -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .help("How to print the result")
        .default_value("table")
        .value_parser(parser())
}

/// The byte-order mark, by which Excel knows text as UTF-8.
pub(super) const BOM: &[u8] = "\u{feff}".as_bytes();

/// What the flag `--bom` is for.
pub(super) const BOM_HELP: &str = "Begin CSV with a byte-order mark, by which Excel knows it as UTF-8";

/// The format chosen.
pub(super) fn format_of(matches: &ArgMatches) -> Format {
    matches.get_one::<Format>("format").copied().unwrap_or_default()
}
