//! Numbers that pass between threads, workers and files: what a piece of work needs, and what comes of it.

/// Some numbers in f32 and some in f64; what each means is for the two ends to know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Numbers in f32.
    pub singles: Vec<f32>,
    /// Numbers in f64.
    pub doubles: Vec<f64>,
}

impl Parts {
    /// As bytes: how many doubles (8 bytes), the doubles, the singles, all little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 + size_of_val(&*self.doubles) + size_of_val(&*self.singles));
        bytes.extend((self.doubles.len() as u64).to_le_bytes());
        self.doubles.iter().for_each(|x| bytes.extend(x.to_le_bytes()));
        self.singles.iter().for_each(|x| bytes.extend(x.to_le_bytes()));
        bytes
    }

    /// What [`Parts::to_bytes`] wrote; none if it is anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*count)).ok()?.checked_mul(8)?;
        let (doubles, singles) = rest.split_at_checked(length)?;
        let (doubles, (singles, over)) = (doubles.as_chunks::<8>().0, singles.as_chunks::<4>());
        over.is_empty().then(|| Parts {
            singles: singles.iter().map(|x| f32::from_le_bytes(*x)).collect(),
            doubles: doubles.iter().map(|x| f64::from_le_bytes(*x)).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_survive_as_bytes_and_nothing_else_is_read() {
        let parts = Parts { singles: vec![1.5, -0.0, f32::MIN_POSITIVE], doubles: vec![0.1, f64::MAX] };
        let bytes = parts.to_bytes();
        assert_eq!(Parts::from_bytes(&bytes), Some(parts));
        assert_eq!(Parts::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Parts::from_bytes(&bytes[..7]), None);
        assert_eq!(Parts::from_bytes(&[255; 8]), None);
        assert_eq!(Parts::from_bytes(&1u64.to_le_bytes()), None);
    }
}
