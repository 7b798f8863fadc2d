//! How alike two texts are: the share of common four-character pieces, and a short sketch that estimates it.

use crate::normalize::{fold, is_space};

/// Characters of a piece.
const PIECE: usize = 4;
/// Hashes kept in a sketch.
const SKETCH: usize = 32;
/// Texts with fewer distinct pieces than this are too short to compare.
const SHORTEST: usize = 40;

/// The distinct hashes of the pieces of a text, ascending; `None` where the text is too short to compare.
pub fn pieces(text: &str) -> Option<Vec<u32>> {
    let chars: Vec<char> = text.chars().filter(|c| !is_space(*c)).map(fold).collect();
    let mut hashes: Vec<u32> = chars.windows(PIECE).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    (hashes.len() >= SHORTEST).then_some(hashes)
}

/// A hash whose order is as good as random.
fn hash(piece: &[char]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in piece {
        hash = (hash ^ u64::from(*c)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    (hash >> 32) as u32
}

/// The sketch of a text: the smallest of its pieces.
pub fn sketch(pieces: &[u32]) -> &[u32] {
    &pieces[..pieces.len().min(SKETCH)]
}

/// Share of pieces that two texts have in common, 0 to 1. Of sketches, an estimate of it.
pub fn similarity(one: &[u32], other: &[u32]) -> f64 {
    let sketches = one.len() <= SKETCH && other.len() <= SKETCH;
    let limit = if sketches { SKETCH } else { usize::MAX };
    let (mut i, mut j, mut common, mut all) = (0, 0, 0usize, 0usize);
    while all < limit && (i < one.len() || j < other.len()) {
        all += 1;
        match (one.get(i), other.get(j)) {
            (Some(a), Some(b)) if a == b => {
                common += 1;
                i += 1;
                j += 1;
            }
            (Some(a), Some(b)) if a < b => i += 1,
            (Some(_), None) => i += 1,
            _ => j += 1,
        }
    }
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

/// A sketch as stored.
pub fn to_bytes(sketch: &[u32]) -> Vec<u8> {
    sketch.iter().flat_map(|hash| hash.to_le_bytes()).collect()
}

/// A stored sketch.
pub fn from_bytes(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

#[cfg(test)]
mod tests {
    use super::{from_bytes, pieces, similarity, sketch, to_bytes};

    fn text(from: u32, to: u32) -> String {
        (from..to).map(|i| format!("第{}项工作已办结。", i * 7919)).collect::<Vec<_>>().concat()
    }

    #[test]
    fn similarity_is_that_of_the_texts_and_sketches_estimate_it() {
        let [one, same, near, far] =
            [text(0, 200), text(0, 200), text(2, 200), text(9000, 9200)].map(|text| pieces(&text).unwrap());
        assert!((similarity(&one, &same) - 1.0).abs() < 1e-9);
        assert!(similarity(&one, &near) > 0.9);
        assert!(similarity(&one, &far) < 0.5);
        let estimate = similarity(sketch(&one), sketch(&near));
        assert!(estimate > 0.7, "{estimate}");
        assert_eq!(from_bytes(&to_bytes(sketch(&one))), sketch(&one));
    }

    #[test]
    fn short_texts_are_not_compared() {
        assert_eq!(pieces("无"), None);
        assert_eq!(pieces(""), None);
    }
}
