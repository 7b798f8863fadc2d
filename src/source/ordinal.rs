//! Counts of lists as word processors print them: 一, （1）, iv.

/// A count in one of the formats of numbers.
pub(super) fn counted(format: &str, count: u32) -> String {
    let letter = |first: u8| {
        char::from(first + ((count.max(1) - 1) % 26) as u8)
            .to_string()
            .repeat(((count.max(1) - 1) / 26 + 1).min(9) as usize)
    };
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand" => chinese(count),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => char::from_u32(0x245f + count)
            .filter(|_| (1..=20).contains(&count))
            .map_or(count.to_string(), String::from),
        "decimalFullWidth" | "decimalFullWidth2" => {
            count.to_string().chars().filter_map(|c| char::from_u32(c as u32 + 0xfee0)).collect()
        }
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_ascii_uppercase(),
        _ => count.to_string(),
    }
}

/// A paragraph with its number in front; a space keeps the number from a number in the text.
pub(super) fn in_front(number: &str, text: &str) -> String {
    let gap = if number.is_empty() || number.ends_with(['、', '）']) { "" } else { " " };
    format!("{number}{gap}{text}")
}

/// 一, 十, 十一, 二十; larger ones in digits.
fn chinese(count: u32) -> String {
    let digit =
        |n: u32| "一二三四五六七八九".chars().nth(n as usize - 1).map(String::from).unwrap_or_default();
    match (count / 10, count % 10) {
        (0, 0) | (10.., _) => count.to_string(),
        (0, ones) => digit(ones),
        (tens, ones) => {
            let tens = if tens == 1 { String::new() } else { digit(tens) };
            let ones = if ones == 0 { String::new() } else { digit(ones) };
            format!("{tens}十{ones}")
        }
    }
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 7] =
        [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut left = count.min(89);
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn formats_of_numbers() {
        assert_eq!(counted("chineseCounting", 21), "二十一");
        assert_eq!(counted("lowerRoman", 14), "xiv");
        assert_eq!(counted("decimalEnclosedCircle", 3), "③");
        assert_eq!(counted("upperLetter", 27), "AA");
        assert_eq!(counted("decimal", 4_000_000_000), "4000000000");
    }
}
