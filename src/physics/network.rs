//! Which units there are and which pairs are coupled.
//!
//! Units are visible first, then hidden. In memory both groups are padded to *slots*, a multiple of
//! eight each, so that every tile of a product is whole; spare slots are coupled to nothing.

use crate::kernels::symmetric_sums::SymmetricSum;
use crate::parameters::{CouplingForm, Message, ParameterError, Parameters, Trainer, VisibleCouplings};
use crate::simd::LANES;
use std::ops::Range;

/// Most visible units with a number for each pair.
pub const MOST_DENSE: usize = 4096;
/// Most visible units of couplings in factors: 256 × 256 pixels of three colour channels.
pub const MOST_UNITS: usize = 196_608;

/// The units and the pairs that are coupled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    width: usize,
    height: usize,
    channels: usize,
    hidden: usize,
    visible_couplings: VisibleCouplings,
    hidden_couplings: bool,
    visible_biases: bool,
}

impl Network {
    /// A network for grey images of `width` × `height` pixels, one visible unit each.
    ///
    /// # Errors
    /// No pixel, or more than the form of the couplings allows.
    pub fn new(width: usize, height: usize, parameters: &Parameters) -> Result<Self, ParameterError> {
        Network::of_channels([width, height, 1], parameters)
    }

    /// A network for images of so many pixels and colour channels (1 or 3), one visible unit for each channel
    /// of each pixel.
    ///
    /// # Errors
    /// No pixel, other channels, or more units than `MOST_UNITS`, where the couplings may be factored, or
    /// [`MOST_DENSE`].
    pub fn of_channels(
        [width, height, channels]: [usize; 3],
        parameters: &Parameters,
    ) -> Result<Self, ParameterError> {
        let units = width.saturating_mul(height).saturating_mul(channels);
        let dense = parameters.couplings == CouplingForm::Dense
            || parameters.trainer != Trainer::Exact
            || parameters.visible_couplings == VisibleCouplings::Nearest;
        let most = if dense { MOST_DENSE } else { MOST_UNITS };
        if !(1..=most).contains(&units) || !matches!(channels, 1 | 3) {
            let size = [width.into(), "x".into(), height.into(), "x".into(), channels.into()];
            let limit = ["1 or 3 channels, 1 to ".into(), most.into(), " units in all".into()];
            return Err(ParameterError::invalid("size", Message::from(size), Message::from(limit)));
        }
        Ok(Network {
            width,
            height,
            channels,
            hidden: parameters.hidden as usize,
            visible_couplings: parameters.visible_couplings,
            hidden_couplings: parameters.hidden_couplings,
            visible_biases: parameters.visible_biases,
        })
    }

    /// Pixels in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows of pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Colour channels of a pixel, 1 or 3; those of one pixel follow each other.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Nv.
    pub fn visible(&self) -> usize {
        self.width * self.height * self.channels
    }

    /// Nh.
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// N = Nv + Nh.
    pub fn units(&self) -> usize {
        self.visible() + self.hidden
    }

    /// Whether visible units have biases.
    pub fn visible_biases(&self) -> bool {
        self.visible_biases
    }

    /// Which visible units are coupled with each other.
    pub fn visible_couplings(&self) -> VisibleCouplings {
        self.visible_couplings
    }

    /// Whether hidden units are coupled with each other.
    pub fn hidden_couplings(&self) -> bool {
        self.hidden_couplings
    }

    /// Slots of the visible units.
    pub(crate) fn visible_slots(&self) -> usize {
        self.visible().next_multiple_of(LANES)
    }

    /// Slots of all units.
    pub fn slots(&self) -> usize {
        self.visible_slots() + self.hidden.next_multiple_of(LANES)
    }

    /// The slot of a unit.
    pub fn slot(&self, unit: usize) -> usize {
        if unit < self.visible() { unit } else { unit - self.visible() + self.visible_slots() }
    }

    /// The unit in a slot, if the slot is not spare.
    pub fn unit(&self, slot: usize) -> Option<usize> {
        if slot < self.visible_slots() {
            (slot < self.visible()).then_some(slot)
        } else {
            let hidden = slot - self.visible_slots();
            (hidden < self.hidden).then_some(self.visible() + hidden)
        }
    }

    /// The slots that hold units, visible and hidden.
    pub fn used_slots(&self) -> [Range<usize>; 2] {
        let hidden = self.visible_slots();
        [0..self.visible(), hidden..hidden + self.hidden]
    }

    /// Values of all units into slots; spare slots get 0.
    pub fn to_slots(&self, units: &[f32]) -> Vec<f32> {
        let mut slots = vec![0.0; self.slots()];
        let [visible, hidden] = self.used_slots();
        slots[visible].copy_from_slice(&units[..self.visible()]);
        slots[hidden].copy_from_slice(&units[self.visible()..]);
        slots
    }

    /// The columns in which the row of a slot may differ from zero.
    pub fn coupled_slots(&self, row: usize) -> Range<usize> {
        let hidden = self.visible_slots();
        if row < hidden {
            if self.visible_couplings == VisibleCouplings::None {
                hidden..self.slots()
            } else {
                0..self.slots()
            }
        } else if self.hidden_couplings {
            0..self.slots()
        } else {
            0..hidden
        }
    }

    /// An empty sum of outer products that keeps every pair of slots that may be coupled.
    pub(crate) fn coupled_sum(&self) -> SymmetricSum {
        let visible = self.visible_slots();
        SymmetricSum::new(self.slots(), |block| {
            let column = block * LANES;
            let coupled = self.coupled_slots(column);
            let last = if column < visible || coupled.end > visible { column + LANES } else { visible };
            0..if coupled.start == 0 { last } else { 0 }
        })
    }

    /// Whether two visible units are coupled.
    pub fn visible_pair(&self, i: usize, j: usize) -> bool {
        match self.visible_couplings {
            VisibleCouplings::None => false,
            VisibleCouplings::All => i != j,
            VisibleCouplings::Nearest => {
                let pixel =
                    |unit: usize| (unit / self.channels % self.width, unit / self.channels / self.width);
                let ((x, y), (other_x, other_y)) = (pixel(i), pixel(j));
                i % self.channels == j % self.channels && x.abs_diff(other_x) + y.abs_diff(other_y) == 1
            }
        }
    }

    /// Coupled pairs, each counted once.
    pub fn pairs(&self) -> u64 {
        let (nv, nh) = (self.visible() as u64, self.hidden as u64);
        let visible = match self.visible_couplings {
            VisibleCouplings::None => 0,
            VisibleCouplings::All => nv * (nv - 1) / 2,
            VisibleCouplings::Nearest => {
                let sides = (self.width - 1) * self.height + self.width * (self.height - 1);
                (self.channels * sides) as u64
            }
        };
        visible + nv * nh + if self.hidden_couplings { nh * nh.saturating_sub(1) / 2 } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_papers_network_has_the_papers_couplings() {
        let network = Network::new(28, 28, &Parameters::default()).unwrap();
        assert_eq!((network.visible(), network.hidden(), network.units()), (784, 512, 1296));
        assert_eq!(network.pairs(), 532_224);
    }

    #[test]
    fn slots_and_units_lead_to_each_other() {
        let parameters = Parameters { hidden: 5, ..Parameters::default() };
        let network = Network::new(3, 3, &parameters).unwrap();
        assert_eq!(network.slots(), 24);
        for unit in 0..network.units() {
            assert_eq!(network.unit(network.slot(unit)), Some(unit));
        }
        assert_eq!((0..24).filter_map(|slot| network.unit(slot)).count(), 14);
    }

    #[test]
    fn nearest_pairs_are_counted_right() {
        let parameters =
            Parameters { visible_couplings: VisibleCouplings::Nearest, hidden: 0, ..Parameters::default() };
        let network = Network::new(4, 3, &parameters).unwrap();
        let pairs = (0..12).flat_map(|i| (0..i).map(move |j| (i, j)));
        assert_eq!(pairs.filter(|&(i, j)| network.visible_pair(i, j)).count() as u64, network.pairs());
    }

    #[test]
    fn sizes_out_of_range_are_refused() {
        assert!(Network::new(0, 5, &Parameters::default()).is_err());
        assert!(Network::new(100, 100, &Parameters::default()).is_err());
        assert!(Network::new(usize::MAX, 2, &Parameters::default()).is_err());
    }
}
