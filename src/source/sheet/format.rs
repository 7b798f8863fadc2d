//! Numbers of a spreadsheet as their format shows them.

/// What a number shows in a number format such as `0.00`, `#,##0"件"` or `0;-0;;@`.
///
/// A format that is not understood is shown behind the number in brackets, so that the two are not taken for a plain number.
pub(super) fn shown(value: f64, format: &str) -> String {
    let sections = sections(format);
    let plain = |section: &str| section.eq_ignore_ascii_case("general") || matches!(section.trim(), "" | "@");
    if plain(format) {
        return plain_number(value);
    }
    let negative = value < 0.0;
    let (section, value) = match sections.as_slice() {
        [_, negative, ..] if value < 0.0 => (negative.as_str(), -value),
        [_, _, zero, ..] if value == 0.0 => (zero.as_str(), value),
        [first, ..] => (first.as_str(), value),
        [] => return plain_number(value),
    };
    if section.is_empty() {
        return String::new();
    }
    let shown = render(value, section);
    // Brackets around a negative number are its sign.
    let shown = shown.map(|text| match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(inner) if negative => format!("-{inner}"),
        _ => text,
    });
    shown.unwrap_or_else(|| format!("{}（{format}）", plain_number(value)))
}

/// A number with the fifteen digits that spreadsheets keep.
pub(super) fn plain_number(value: f64) -> String {
    let kept = format!("{value:.14e}").parse().unwrap_or(value);
    if kept == 0.0 { "0".to_owned() } else { format!("{kept}") }
}

/// The parts of a format for positive, negative, zero and text, cut at semicolons outside quotes.
fn sections(format: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in format.chars() {
        if c == ';' && !quoted && !escaped {
            sections.push(String::new());
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = !escaped && !quoted && matches!(c, '\\' | '_' | '*');
        if let Some(last) = sections.last_mut() {
            last.push(c);
        }
    }
    sections
}

fn render(value: f64, section: &str) -> Option<String> {
    const GENERAL: &str = "general";
    if let Some(at) = section.to_ascii_lowercase().find(GENERAL) {
        let (before, after) =
            (render(value, &section[..at])?, render(value, &section[at + GENERAL.len()..])?);
        return Some(before + &plain_number(value) + &after);
    }
    let mut text = String::new();
    let mut places: Option<(String, usize)> = None;
    let mut chars = section.chars().peekable();
    let mut percent = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => text.extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' => text.extend(chars.next()),
            // Space as wide as the next sign, and filling with it.
            '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                match inner.strip_prefix('$') {
                    Some(currency) => text.push_str(currency.split('-').next().unwrap_or_default()),
                    None if inner.starts_with(['<', '>', '=']) || inner.len() < 3 => return None,
                    None => {}
                }
            }
            '0' | '#' | '?' | '.' if places.is_none() => {
                let mut run = c.to_string();
                while let Some(next) = chars.next_if(|c| matches!(c, '0' | '#' | '?' | '.' | ',')) {
                    run.push(next);
                }
                // A comma at the end divides by a thousand.
                if run.ends_with(',') {
                    return None;
                }
                places = Some((run, text.len()));
            }
            '%' => {
                percent = true;
                text.push('%');
            }
            '-' | '+' | '(' | ')' | ' ' | '/' | ':' | '￥' | '¥' | '$' => text.push(c),
            c if !c.is_ascii() => text.push(c),
            // A trailing comma after digits, dates, fractions, exponents and what is not known.
            _ => return None,
        }
    }
    let Some((run, at)) = places else { return Some(text) };
    if text.contains(['/', ':']) {
        return None;
    }
    let (whole, fraction) = run.split_once('.').unwrap_or((&run, ""));
    let scaled = if percent { value * 100.0 } else { value };
    let mut number = format!("{scaled:.*}", fraction.len().min(15));
    // Places of `#` show no zeros at the end.
    let kept = fraction.trim_end_matches(['#', '?']).len();
    while number.contains('.')
        && number.ends_with('0')
        && number.split('.').nth(1).is_some_and(|f| f.len() > kept)
    {
        number.pop();
    }
    let number = number.trim_end_matches('.');
    // Without a `0` a whole part of nothing is not shown.
    let number = if whole.contains('0') { number } else { number.strip_prefix('0').unwrap_or(number) };
    let width = whole.chars().filter(|c| *c == '0').count();
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let lacking = width.saturating_sub(digits.split('.').next().map_or(0, str::len));
    text.insert_str(at, &format!("{sign}{}{digits}", "0".repeat(lacking)));
    Some(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[track_caller]
    fn case(value: f64, format: &str, expected: &str) {
        assert_eq!(shown(value, format), expected, "{format}");
    }

    #[test]
    fn numbers_as_their_format_shows_them() {
        case(1.0, "General", "1");
        case(0.1 + 0.2, "General", "0.3");
        case(-8.0, "", "-8");
        case(12.0, "0", "12");
        case(0.3744, "0.00", "0.37");
        case(12345.5, "#,##0.00", "12345.50");
        case(0.5, "0.0##", "0.5");
        case(3.0, "0.##", "3");
        case(251_000.0, "0\"元\"", "251000元");
        case(5.0, "0\\件", "5件");
        case(5.0, "General\"件\"", "5件");
        case(7.0, "000", "007");
        case(0.25, "0%", "25%");
        case(0.0, "0;-0;;@", "");
        case(-3.0, "0;[Red]-0", "-3");
        case(-8.0, "#,##0_);[Red]\\(#,##0\\)", "-8");
        case(0.0, "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"??_ ;_ @_ ", "-");
        case(12.0, "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"??_ ;_ @_ ", "12");
    }

    #[test]
    fn a_format_that_scales_or_is_not_known_gives_no_plain_number() {
        case(251_000.0, "0!.0,\"万\"", "251000（0!.0,\"万\"）");
        case(251_000.0, "#,##0,", "251000（#,##0,）");
        case(5.0, "[>9]0;0", "5（[>9]0;0）");
        case(5.0, "0.00E+00", "5（0.00E+00）");
    }
}
