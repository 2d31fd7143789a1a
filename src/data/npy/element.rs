//! The element types of `.npy` files: booleans, integers and floats of any size and byte order.

use crate::data::DataError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Unsigned,
    Signed,
    Float,
}

/// How an element is stored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub kind: Kind,
    /// Bytes of one.
    pub size: usize,
    big_endian: bool,
}

impl Element {
    /// By NumPy's name, for example `<f4`.
    pub(super) fn of(descr: &str) -> Result<Self, DataError> {
        let (order, rest) = match descr.chars().next() {
            Some(order @ ('<' | '>' | '|' | '=')) => (order, &descr[1..]),
            _ => ('=', descr),
        };
        let (kind, sizes, rest): (_, &[usize], _) = match rest.chars().next() {
            Some('b') => (Kind::Bool, &[1], &rest[1..]),
            Some('u') => (Kind::Unsigned, &[1, 2, 4, 8], &rest[1..]),
            Some('i') => (Kind::Signed, &[1, 2, 4, 8], &rest[1..]),
            Some('f') => (Kind::Float, &[2, 4, 8], &rest[1..]),
            _ => (Kind::Bool, &[], rest),
        };
        let size = rest.parse().ok().filter(|size| sizes.contains(size));
        let limit = "booleans, integers or floats of at most 8 bytes (in NumPy: a.astype('float32'))";
        let size = size.ok_or_else(|| DataError::refused("descr", format!("is '{descr}'"), limit))?;
        Ok(Element { kind, size, big_endian: order == '>' })
    }

    /// The number that the bytes of one element stand for.
    pub(super) fn number(&self, raw: &[u8]) -> f64 {
        let mut word = [0; 8];
        let size = self.size;
        word[..size].copy_from_slice(&raw[..size]);
        if self.big_endian {
            word[..size].reverse();
        }
        let bits = u64::from_le_bytes(word);
        match (self.kind, size) {
            (Kind::Bool, _) => f64::from(u8::from(bits != 0)),
            (Kind::Unsigned, _) => bits as f64,
            (Kind::Signed, _) => {
                let unused = 64 - 8 * size as u32;
                (((bits << unused) as i64) >> unused) as f64
            }
            (Kind::Float, 2) => half(bits as u16),
            (Kind::Float, 4) => f64::from(f32::from_bits(bits as u32)),
            (Kind::Float, _) => f64::from_bits(bits),
        }
    }
}

/// A float of 16 bits (IEEE 754 binary16).
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023) / 1024.0);
    sign * match exponent {
        0 => fraction * libm::exp2(-14.0),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * libm::exp2(f64::from(exponent - 15)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_and_order_is_read() {
        let number = |descr: &str, raw: &[u8]| Element::of(descr).unwrap().number(raw);
        assert_eq!(number("|b1", &[3]), 1.0);
        assert_eq!(number("<i2", &(-2i16).to_le_bytes()), -2.0);
        assert_eq!(number(">i4", &(-70_000i32).to_be_bytes()), -70_000.0);
        assert_eq!(number(">u2", &[1, 0]), 256.0);
        assert_eq!(number("<i8", &(-5i64).to_le_bytes()), -5.0);
        assert_eq!(number(">f8", &0.1f64.to_be_bytes()), 0.1);
        assert_eq!(number("=f4", &0.5f32.to_le_bytes()), 0.5);
        for (bits, value) in
            [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_953_125), (1, 5.960_464_477_539_063e-8)]
        {
            assert_eq!(number("<f2", &u16::to_le_bytes(bits)), value);
        }
        assert!(number("<f2", &0x7e00u16.to_le_bytes()).is_nan());
        for descr in ["|O", "<c8", "<U4", "<f16", "<i3", "", "<", "é"] {
            assert!(Element::of(descr).is_err(), "{descr}");
        }
    }
}
