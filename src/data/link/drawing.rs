//! Drawn patterns as text: base64url (RFC 4648 §5, no padding) of four grey levels, two bits a pixel,
//! the first pixel highest, row by row, pattern after pattern. A side is even, so that every pattern
//! ends with a whole byte.

use super::MOST_PATTERNS;

/// Bytes of a set, so that a link stays short.
const MOST_BYTES: usize = 1200;

/// The grey levels, 0 to 3, of each pattern of a side; none where the text is no set of them.
pub fn unpack(text: &str, size: usize) -> Vec<Vec<u8>> {
    let of_one = size * size / 4;
    let bytes = match decode(text) {
        Some(bytes) if size.is_multiple_of(2) && (8..=28).contains(&size) => bytes,
        _ => return Vec::new(),
    };
    let count = bytes.len() / of_one;
    if !bytes.len().is_multiple_of(of_one) || count > MOST_PATTERNS.min(MOST_BYTES / of_one) {
        return Vec::new();
    }
    let levels = |byte: &u8| [byte >> 6, byte >> 4 & 3, byte >> 2 & 3, byte & 3];
    bytes.chunks(of_one).map(|pattern| pattern.iter().flat_map(levels).collect()).collect()
}

/// Bytes from base64url without padding; the bits that no byte needs must be 0.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().map(digit).collect::<Option<_>>()?;
    let mut bytes = Vec::new();
    for group in digits.chunks(4) {
        let bits =
            group.iter().fold(0u32, |bits, &digit| bits << 6 | u32::from(digit)) << (6 * (4 - group.len()));
        let [_, three @ ..] = bits.to_be_bytes();
        let whole = group.len() - 1;
        if whole == 0 || three[whole..].iter().any(|&spare| spare != 0) {
            return None;
        }
        bytes.extend(&three[..whole]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_is_read_as_the_standard_has_it() {
        for (text, bytes) in
            [("", &b""[..]), ("Zg", b"f"), ("Zm8", b"fo"), ("Zm9v", b"foo"), ("-_8", &[251, 255])]
        {
            assert_eq!(decode(text).unwrap(), bytes);
        }
        for text in ["Z", "Zh", "Zm9", "Zm8=", "Zm 8", "Zm9vZ", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[test]
    fn levels_come_highest_first() {
        let patterns = unpack(&"G".repeat(0), 8);
        assert!(patterns.is_empty());
        // 16 bytes of 0b00011011.
        let text = "Gxsb".repeat(5) + "Gw";
        assert_eq!(unpack(&text, 8), [[0u8, 1, 2, 3].repeat(16)]);
        assert!(unpack(&text, 10).is_empty() && unpack(&text, 9).is_empty());
    }
}
