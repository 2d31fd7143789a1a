//! Hashes that show whether two runs ended in the same bits.
//!
//! FNV-1a of 64 bits over the little-endian bytes of numbers. The samples of a run are hashed one by
//! one and then their hashes in the order of their indices, so that a run can be split among workers.

use std::fmt;
use std::str::FromStr;

/// A hash of bits: equal on every machine and build if and (but for chance) only if all bits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// The hash of one row of numbers, such as the units of one sample.
    pub fn of(numbers: &[f32]) -> Self {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add(numbers);
        fingerprint
    }

    /// The hash of a run from those of its samples, in the order of their indices.
    pub fn of_samples(samples: impl IntoIterator<Item = Fingerprint>) -> Self {
        let mut fingerprint = Fingerprint::default();
        samples.into_iter().for_each(|sample| fingerprint.add_bytes(&sample.0.to_le_bytes()));
        fingerprint
    }

    /// Goes on with more numbers.
    pub fn add(&mut self, numbers: &[f32]) {
        numbers.iter().for_each(|x| self.add_bytes(&x.to_bits().to_le_bytes()));
    }

    /// Goes on with more bytes.
    pub(crate) fn add_bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A text that is no fingerprint.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("fingerprint = {0}: must be 16 hexadecimal digits")]
pub struct NoFingerprint(String);

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let digits = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let value = digits.then(|| u64::from_str_radix(text, 16).ok()).flatten();
        value.map(Fingerprint).ok_or_else(|| NoFingerprint(text.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published test vectors of FNV-1a: the empty text, and "foobar" as the bytes of numbers.
    #[test]
    fn known_answers() {
        assert_eq!(Fingerprint::default().to_string(), "cbf29ce484222325");
        let mut hash = Fingerprint::default();
        hash.add_bytes(b"foobar");
        assert_eq!(hash.to_string(), "85944171f73967e8");
    }

    #[test]
    fn samples_may_be_hashed_apart() {
        let (a, b) = (Fingerprint::of(&[1.0, -0.0]), Fingerprint::of(&[1.0, 0.0]));
        assert_ne!(a, b);
        let whole = Fingerprint::of_samples([a, b]);
        let read = |f: Fingerprint| f.to_string().parse::<Fingerprint>().unwrap();
        assert_eq!(Fingerprint::of_samples([read(a), read(b)]), whole);
        assert_ne!(Fingerprint::of_samples([b, a]), whole);
        assert!("xyz".parse::<Fingerprint>().is_err());
    }
}
