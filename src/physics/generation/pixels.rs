//! The units of samples as they are seen.

use super::Generation;
use crate::physics::readout::Readout;

impl Generation {
    /// The visible units of all samples now, samples × Nv.
    pub fn visible(&self) -> Vec<f32> {
        let nv = self.model.couplings.network().visible();
        (0..self.samples()).flat_map(|sample| self.units(sample)[..nv].to_vec()).collect()
    }

    /// Brightness of the visible units, 0 to 255, samples × Nv: see `readout`.
    pub fn pixels(&self) -> Vec<u8> {
        self.brightness(0..self.model.couplings.network().visible())
    }

    /// Brightness of the hidden units by the same map, samples × Nh.
    pub fn hidden_pixels(&self) -> Vec<u8> {
        let network = self.model.couplings.network();
        self.brightness(network.visible()..network.units())
    }

    fn brightness(&self, units: std::ops::Range<usize>) -> Vec<u8> {
        let readout = Readout::new(&self.parameters);
        let brightness = |&x: &f32| (readout.brightness(x) * 255.0 + 0.5) as u8;
        let row = |sample| self.units(sample)[units.clone()].iter().map(brightness).collect::<Vec<_>>();
        (0..self.samples()).flat_map(row).collect()
    }
}
