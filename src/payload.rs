//! Numbers that pass between threads, workers and files: the input and the result of a work unit.

/// Some numbers in f32 and some in f64; what each means is for the two ends to know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payload {
    /// Numbers in f32.
    pub singles: Vec<f32>,
    /// Numbers in f64.
    pub doubles: Vec<f64>,
}

impl Payload {
    /// As bytes, for others on this machine: how many doubles (8 bytes), the doubles, the singles.
    pub fn to_bytes(&self) -> Vec<u8> {
        let count = (self.doubles.len() as u64).to_ne_bytes();
        [&count, bytemuck::cast_slice(&self.doubles), bytemuck::cast_slice(&self.singles)].concat()
    }

    /// Reads the bytes that [`Payload::to_bytes`] wrote; `None` if they are anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_ne_bytes(*count)).ok()?.checked_mul(8)?;
        let (doubles, singles) = rest.split_at_checked(length)?;
        singles.len().is_multiple_of(size_of::<f32>()).then(|| Payload {
            singles: bytemuck::pod_collect_to_vec(singles),
            doubles: bytemuck::pod_collect_to_vec(doubles),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_survive_as_bytes_and_nothing_else_is_read() {
        let payload = Payload { singles: vec![1.5, -0.0, f32::MIN_POSITIVE], doubles: vec![0.1, f64::MAX] };
        let bytes = payload.to_bytes();
        assert_eq!(Payload::from_bytes(&bytes), Some(payload));
        assert_eq!(Payload::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Payload::from_bytes(&bytes[..7]), None);
        assert_eq!(Payload::from_bytes(&[255; 8]), None);
        assert_eq!(Payload::from_bytes(&1u64.to_le_bytes()), None);
    }
}
