//! The moments that the loss depends on, exact and without a trajectory.
//!
//! With C = ⟨x′x′ᵀ⟩, m = ⟨x′⟩, G = ⟨g x′ᵀ⟩ and ⟨g⟩ averaged over images and noising time, the loss is
//! ½⟨‖g + b + Jx′‖²⟩ μΔt/(2kT). Given the image the units are independent, so off the diagonal C and
//! G are sums of products of the table's modes: C = U Uᵀ + diag(variance). Few columns of U are kept
//! as they are; many are summed into C, so memory does not grow with the number of images.
//!
//! Sums run in f32 within a run of [`RUN`] images. Over the runs they are exact: each is rounded to a
//! multiple of 2⁻³², and f64 adds such numbers without error up to 2²⁰. So runs may be summed by many
//! workers and the moments of two sets merged, in any order, to the bit, where sets are cut between runs.

use super::runs::{CHUNK, RUN, Run, few, square};
use super::table::DriveTable;
use super::training_set::TrainingSet;
use crate::kernels::symmetric_sums::Steps;
use crate::payload::Payload;
use crate::physics::network::Network;
use std::ops::Range;

/// The nearest multiple of 2⁻³², of a number below 2¹⁹ in size.
fn rounded(x: f64) -> f64 {
    const GRID: f64 = 1.5 * (1 << 20) as f64;
    (x + GRID) - GRID
}

fn add_all(totals: &mut [f64], numbers: impl IntoIterator<Item = f64>) {
    totals.iter_mut().zip(numbers).for_each(|(total, x)| *total += x);
}

/// Sums over images; see the module.
#[derive(Clone, Debug)]
pub struct Moments {
    network: Network,
    images: f64,
    reverse_square: f64,
    /// Over slots: Σ mean, Σ variance, Σ reverse force.
    scalars: [Vec<f64>; 3],
    /// Σ G + Gᵀ on coupled pairs, as places of the network's coupled sum.
    right: Vec<f64>,
    second: Second,
}

/// Σ U Uᵀ: by columns, or on all pairs as places of [`square`].
#[derive(Clone, Debug)]
enum Second {
    /// Columns of U times √images, image by image, so many for each.
    Columns(usize, Vec<f32>),
    Full(Vec<f64>),
}

/// The second moments as the solver takes them.
#[derive(Clone, Debug)]
pub enum SecondMoments {
    /// C = U Uᵀ + diag(variance), U as columns over slots.
    LowRank(Vec<Vec<f32>>),
    /// C minus diag(variance), slots × slots.
    Full(Vec<f32>),
}

impl Moments {
    /// No image yet; of a set of so many images in all.
    pub fn new(network: &Network, table: &DriveTable, images: usize) -> Self {
        let (slots, modes) = (network.slots(), table.modes());
        let few = few(network, images, modes);
        Moments {
            network: network.clone(),
            images: 0.0,
            reverse_square: 0.0,
            scalars: std::array::from_fn(|_| vec![0.0; slots]),
            right: vec![0.0; network.coupled_sum().len()],
            second: if few {
                Second::Columns(modes, Vec::new())
            } else {
                Second::Full(vec![0.0; square(slots).len()])
            },
        }
    }

    /// Of some images of a set.
    pub fn of(set: &TrainingSet, table: &DriveTable, images: Range<usize>) -> Self {
        let count = images.len();
        let mut moments = Moments::new(set.network(), table, count);
        let mut run = Run::new(set.network(), table, count);
        for (k, image) in images.enumerate() {
            run.add(table, &set.drive(image));
            if (k + 1) % RUN == 0 || k + 1 == count {
                moments.add(&run.take());
            }
        }
        moments
    }

    /// How many images are summed.
    pub fn images(&self) -> usize {
        self.images as usize
    }

    /// Adds what [`Run::take`] gave; returns whether it fits.
    pub fn add(&mut self, run: &Payload) -> bool {
        let slots = self.network.slots();
        let Some((right, second)) = run.singles.split_at_checked(self.right.len()) else { return false };
        let fits = match &self.second {
            Second::Columns(modes, _) => {
                run.doubles.first().is_some_and(|&images| second.len() == images as usize * modes * slots)
            }
            Second::Full(full) => second.len() == full.len(),
        };
        if !fits || run.doubles.len() != 2 + 3 * slots {
            return false;
        }
        let exactly = |x: &f32| rounded(f64::from(*x));
        self.add_sums(&run.doubles.iter().map(|&x| rounded(x)).collect::<Vec<_>>());
        add_all(&mut self.right, right.iter().map(exactly));
        match &mut self.second {
            Second::Columns(_, columns) => columns.extend(second),
            Second::Full(full) => add_all(full, second.iter().map(exactly)),
        }
        true
    }

    /// Images, reverse squares, scalars over slots.
    fn add_sums(&mut self, sums: &[f64]) {
        self.images += sums[0];
        self.reverse_square += sums[1];
        for (ours, theirs) in self.scalars.iter_mut().zip(sums[2..].chunks(self.network.slots())) {
            add_all(ours, theirs.iter().copied());
        }
    }

    /// Sums the columns kept so far into C and keeps no further ones.
    fn fill(&mut self) {
        let Second::Columns(modes, columns) = &self.second else { return };
        let slots = self.network.slots();
        let mut sum = square(slots);
        let mut full = vec![0.0; sum.len()];
        let mut steps = Steps::new(slots, CHUNK);
        for run in columns.chunks(RUN * modes * slots) {
            for chunk in run.chunks(CHUNK * slots) {
                chunk.chunks(slots).for_each(|column| steps.push(column));
                sum.add_square(&steps);
                steps.clear();
            }
            add_all(&mut full, sum.values().iter().map(|&x| rounded(f64::from(x))));
            sum.clear();
        }
        self.second = Second::Full(full);
    }

    /// Adds the moments of another set of images on the same network, with the same table. The bits are
    /// those of the whole set where the sets are cut at a multiple of [`RUN`] images.
    pub fn merge(&mut self, mut other: Moments) {
        let sums = [&[other.images, other.reverse_square], other.scalars.concat().as_slice()].concat();
        self.add_sums(&sums);
        add_all(&mut self.right, other.right.iter().copied());
        let together = (self.images as usize, &mut self.second, &other.second);
        if let (images, Second::Columns(modes, ours), Second::Columns(_, theirs)) = together
            && few(&self.network, images, *modes)
        {
            return ours.extend(theirs);
        }
        self.fill();
        other.fill();
        if let (Second::Full(ours), Second::Full(theirs)) = (&mut self.second, &other.second) {
            add_all(ours, theirs.iter().copied());
        }
    }

    /// All numbers, to be kept or sent.
    pub fn to_payload(&self) -> Payload {
        let (modes, columns, full) = match &self.second {
            Second::Columns(modes, columns) => (*modes, columns.clone(), &[][..]),
            Second::Full(full) => (0, Vec::new(), full.as_slice()),
        };
        let head = [modes as f64, self.images, self.reverse_square];
        let doubles = [&head, self.scalars.concat().as_slice(), &self.right, full].concat();
        Payload { singles: columns, doubles }
    }

    /// Reads the numbers of [`Moments::to_payload`], for the same network; `None` if they are anything else.
    pub fn from_payload(network: &Network, payload: &Payload) -> Option<Self> {
        let (slots, pairs) = (network.slots(), network.coupled_sum().len());
        let (&[modes, images, reverse_square], rest) = payload.doubles.split_first_chunk::<3>()?;
        let (scalars, rest) = rest.split_at_checked(3 * slots)?;
        let (right, full) = rest.split_at_checked(pairs)?;
        let second = if modes > 0.0 {
            let fits = full.is_empty() && payload.singles.len() as f64 == images * modes * slots as f64;
            Second::Columns(modes as usize, fits.then(|| payload.singles.clone())?)
        } else {
            let fits = full.len() == square(slots).len() && payload.singles.is_empty();
            Second::Full(fits.then(|| full.to_vec())?)
        };
        Some(Moments {
            network: network.clone(),
            images,
            reverse_square,
            scalars: std::array::from_fn(|k| scalars[k * slots..(k + 1) * slots].to_vec()),
            right: right.to_vec(),
            second,
        })
    }

    /// Averages over the images: (C minus its variances, variances, m, −(G + Gᵀ), −⟨g⟩, Σ⟨g²⟩ minus the
    /// noise's part), vectors and matrices over slots.
    pub fn averages(self) -> Averages {
        let weight = 1.0 / self.images.max(1.0);
        let scaled = |x: &[f64], by: f64| x.iter().map(|x| x * by).collect::<Vec<f64>>();
        let slots = self.network.slots();
        let second = match self.second {
            Second::Columns(_, columns) => {
                let by = libm::sqrt(weight);
                let scale = |column: &[f32]| column.iter().map(|&x| (f64::from(x) * by) as f32).collect();
                SecondMoments::LowRank(columns.chunks(slots).map(scale).collect())
            }
            Second::Full(total) => {
                let mut full = vec![0.0; slots * slots];
                square(slots).for_each_place(|place, i, j| {
                    if i <= j {
                        let value = (total[place] * weight) as f32;
                        full[i * slots + j] = value;
                        full[j * slots + i] = value;
                    }
                });
                SecondMoments::Full(full)
            }
        };
        let mut right = vec![0.0; slots * slots];
        self.network.coupled_sum().for_each_place(|place, i, j| {
            let value = -weight * self.right[place];
            right[i * slots + j] = value;
            right[j * slots + i] = value;
        });
        let [means, variances, reverse_forces] = &self.scalars;
        Averages {
            second,
            variances: scaled(variances, weight),
            means: scaled(means, weight),
            right,
            right_bias: scaled(reverse_forces, -weight),
            reverse_square: self.reverse_square * weight,
            network: self.network,
        }
    }
}

/// The solver's input: averages over images and time.
#[derive(Clone, Debug)]
pub struct Averages {
    /// The units and pairs.
    pub network: Network,
    /// C minus its diagonal of variances.
    pub second: SecondMoments,
    /// Mean variance of each slot.
    pub variances: Vec<f64>,
    /// m.
    pub means: Vec<f64>,
    /// −(G + Gᵀ), slots × slots; the diagonal means nothing.
    pub right: Vec<f64>,
    /// −⟨g⟩.
    pub right_bias: Vec<f64>,
    /// Σ over units of ⟨g²⟩ minus the noise's part.
    pub reverse_square: f64,
}
