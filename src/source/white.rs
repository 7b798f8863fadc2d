//! White print in tables: where no colour is known behind it nobody may see it, so its digits are set apart as raised ones are.

/// Parts of red, green and blue from which on a colour looks white on paper.
const WHITE: u8 = 243;

/// Whether a colour looks white.
pub(super) fn is_white(parts: [u8; 3]) -> bool {
    parts.iter().all(|part| *part >= WHITE)
}

/// Whether a colour looks white that is written as `#ffffff`, `fff`, `white` or `rgb(255,255,255)`; `None` where it is no colour.
pub(super) fn says_white(color: &str) -> Option<bool> {
    let color = color.trim().to_ascii_lowercase();
    if color == "white" {
        return Some(true);
    }
    if let Some(parts) = color.strip_prefix("rgb").and_then(|rest| rest.split(['(', ')']).nth(1)) {
        let parts = parts.split([',', ' ']).filter(|part| !part.is_empty()).take(3);
        let parts: Option<Vec<u8>> = parts.map(|part| part.trim().parse().ok()).collect();
        return parts?.try_into().ok().map(is_white);
    }
    let digits = color.trim_start_matches('#');
    let wide = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let number = u32::from_str_radix(&wide, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some(is_white([red, green, blue]))
}

/// White text of a cell with its digits set apart.
pub(super) fn set_apart(text: String) -> String {
    if has_digits(&text) { format!("({text})") } else { text }
}

/// Whether text has digits, which white print may hide beside others.
pub(super) fn has_digits(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::says_white;

    #[test]
    fn colours_are_told_however_they_are_written() {
        for white in ["#FFFFFF", "ffffff", "#fff", "White", "rgb(255, 255, 255)", "rgba(254,254,254,1)"] {
            assert_eq!(says_white(white), Some(true), "{white}");
        }
        for color in ["#000", "FF0000", "rgb(0,0,0)"] {
            assert_eq!(says_white(color), Some(false), "{color}");
        }
        for none in ["auto", "inherit", "", "transparent", "rgb(1)", "#12"] {
            assert_eq!(says_white(none), None, "{none}");
        }
    }
}
