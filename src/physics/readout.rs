//! The read-out map: the brightness of a unit is ½ + ½ (x − middle) / scale, cut off at 0 and 1.

use crate::parameters::Parameters;

/// The read-out map of a run.
#[derive(Clone, Copy, Debug)]
pub struct Readout {
    half: f32,
    scale: f64,
    middle: f64,
}

impl Readout {
    /// As the parameters say.
    pub fn new(p: &Parameters) -> Self {
        Readout { half: (0.5 / p.readout_scale) as f32, scale: p.readout_scale, middle: p.readout_middle }
    }

    /// The brightness of a unit, 0 to 1.
    pub fn brightness(&self, x: f32) -> f32 {
        (0.5 + self.half * (x - self.middle as f32)).clamp(0.0, 1.0)
    }

    /// The value of a unit that is shown so bright.
    pub fn value(&self, brightness: f64) -> f32 {
        (self.middle + self.scale * (2.0 * brightness - 1.0)) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_brightness_are_inverse() {
        let p = Parameters { readout_scale: 0.5, readout_middle: 0.125, ..Parameters::default() };
        let readout = Readout::new(&p);
        assert_eq!([-1.0, 0.125, 0.375, 2.0].map(|x| readout.brightness(x)), [0.0, 0.5, 0.75, 1.0]);
        assert_eq!([0.0, 0.5, 1.0].map(|b| readout.value(b)), [-0.375, 0.125, 0.625]);
    }
}
