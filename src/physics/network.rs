//! Which units there are and which pairs are coupled.
//!
//! Units are visible first, then hidden. In memory both groups are padded to *slots*, a multiple of
//! eight each, so that every tile of a product is whole; spare slots are coupled to nothing.

use crate::kernels::symmetric_sums::SymmetricSum;
use crate::parameters::{Message, ParameterError, Parameters, VisibleCouplings};
use crate::simd::LANES;
use std::ops::Range;

/// Most units of either kind.
pub const MOST_UNITS: usize = 4096;

/// The units and the pairs that are coupled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    width: usize,
    height: usize,
    hidden: usize,
    visible_couplings: VisibleCouplings,
    hidden_couplings: bool,
    visible_biases: bool,
}

impl Network {
    /// A network for images of `width` × `height` pixels, one visible unit each.
    ///
    /// # Errors
    /// No pixel, or more than [`MOST_UNITS`].
    pub fn new(width: usize, height: usize, parameters: &Parameters) -> Result<Self, ParameterError> {
        let pixels = width.saturating_mul(height);
        if !(1..=MOST_UNITS).contains(&pixels) {
            let size = [width.into(), "x".into(), height.into()];
            let limit = ["an image of 1 to ".into(), MOST_UNITS.into(), " pixels".into()];
            return Err(ParameterError::invalid("size", Message::from(size), Message::from(limit)));
        }
        Ok(Network {
            width,
            height,
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

    /// Nv.
    pub fn visible(&self) -> usize {
        self.width * self.height
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
    pub fn visible_slots(&self) -> usize {
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
    pub fn coupled_sum(&self) -> SymmetricSum {
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
                let (dx, dy) =
                    ((i % self.width).abs_diff(j % self.width), (i / self.width).abs_diff(j / self.width));
                dx + dy == 1
            }
        }
    }

    /// Coupled pairs, each counted once.
    pub fn pairs(&self) -> usize {
        let (nv, nh) = (self.visible(), self.hidden);
        let visible = match self.visible_couplings {
            VisibleCouplings::None => 0,
            VisibleCouplings::All => nv * (nv - 1) / 2,
            VisibleCouplings::Nearest => (self.width - 1) * self.height + self.width * (self.height - 1),
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
        assert_eq!(pairs.filter(|&(i, j)| network.visible_pair(i, j)).count(), network.pairs());
    }

    #[test]
    fn sizes_out_of_range_are_refused() {
        assert!(Network::new(0, 5, &Parameters::default()).is_err());
        assert!(Network::new(100, 100, &Parameters::default()).is_err());
        assert!(Network::new(usize::MAX, 2, &Parameters::default()).is_err());
    }
}
