//! The reference process: units prepared in a driven equilibrium, then noised while the drive
//! falls to zero (paper, Eqs 5–7). θ plays no part in it.

use super::equilibrium::Equilibrium;
use super::latent::latent_units;
use super::network::Network;
use super::on_site::OnSite;
use super::step::Step;
use crate::kernels::gaussian::{NoiseSource, fill_units};
use crate::kernels::philox::{Purpose, Stream};
use crate::parameters::{CopyPixels, HiddenDrive, ParameterError, Parameters};
use std::collections::HashMap;

/// How the hidden units are driven, given an image and its class.
#[derive(Clone, Debug, PartialEq)]
pub struct HiddenDrives {
    /// The pixel whose drive each copying hidden unit has.
    copies: Vec<usize>,
    /// Nh × Nv, row-major; empty unless the drive is a projection.
    projection: Vec<f32>,
    /// codes × code units, ±1; empty without codes.
    codes: Vec<f32>,
    code_units: usize,
    hidden: usize,
}

impl HiddenDrives {
    /// The drives that the parameters ask for. `images` (images × Nv, scaled) is looked at where the
    /// copies follow the variance; `codes` is the number of class codes.
    ///
    /// # Errors
    /// Class codes without labelled images.
    pub fn new(
        p: &Parameters,
        network: &Network,
        images: &[f32],
        codes: usize,
    ) -> Result<Self, ParameterError> {
        let (nv, nh) = (network.visible(), network.hidden());
        let code_units = code_units(p, nh, codes)?;
        let copying = match p.hidden_drive {
            HiddenDrive::Copy | HiddenDrive::CopyClass => nh - code_units,
            HiddenDrive::CopyLatent | HiddenDrive::CopyClassLatent => latent_units(p, nh).start,
            _ => 0,
        };
        let order = match p.copy_pixels {
            CopyPixels::Variance => by_variance(images, nv),
            CopyPixels::Auto if code_units > 0 || !latent_units(p, nh).is_empty() => by_variance(images, nv),
            _ => (0..nv).collect(),
        };
        let is_projected = p.hidden_drive == HiddenDrive::Projection;
        let projection = if is_projected { projection(p.seed, nv, nh) } else { Vec::new() };
        Ok(HiddenDrives {
            copies: (0..copying).map(|j| order[j % nv]).collect(),
            projection,
            codes: random_codes(p.seed, codes * code_units),
            code_units,
            hidden: nh,
        })
    }

    /// Copies of pixels in their order by the first `copies` hidden units; the others are not driven.
    pub fn copying(network: &Network, copies: usize) -> Self {
        HiddenDrives {
            copies: (0..copies).map(|j| j % network.visible()).collect(),
            projection: Vec::new(),
            codes: Vec::new(),
            code_units: 0,
            hidden: network.hidden(),
        }
    }

    /// A random code on all hidden units for each of so many images.
    pub fn coded(seed: u32, network: &Network, images: usize) -> Self {
        let hidden = network.hidden();
        let codes = random_codes(seed, images * hidden);
        HiddenDrives { codes, code_units: hidden, ..HiddenDrives::copying(network, 0) }
    }

    /// The hidden units' part of the drive, in scaled pixels (Nh values), for an image and the number of its code.
    pub fn of(&self, image: &[f32], code: Option<usize>) -> Vec<f32> {
        let mut drive: Vec<f32> = self.copies.iter().map(|&pixel| image[pixel]).collect();
        // Several sums at a time, as an addition waits for the one before.
        for rows in self.projection.chunks(8 * image.len()) {
            let mut sums = [0.0; 8];
            for (j, s) in image.iter().enumerate() {
                let column = rows[j..].iter().step_by(image.len());
                sums.iter_mut().zip(column).for_each(|(sum, p)| *sum += p * s);
            }
            drive.extend(&sums[..rows.len() / image.len()]);
        }
        drive.resize(self.hidden - self.code_units, 0.0);
        drive.extend(code.map_or(&[][..], |code| self.code(code)));
        drive.resize(self.hidden, 0.0);
        drive
    }

    /// The pixel that each copying hidden unit sees.
    pub fn copied_pixels(&self) -> &[usize] {
        &self.copies
    }

    /// One ±1 code.
    pub fn code(&self, code: usize) -> &[f32] {
        &self.codes[code * self.code_units..(code + 1) * self.code_units]
    }

    /// Hidden units that carry class codes, the last ones.
    pub(crate) fn code_units(&self) -> usize {
        self.code_units
    }
}

/// Equilibria that are kept for the next unit of the same drive: 32 MiB. Projections and scaled
/// images have a drive value for every unit and image, which would fill any memory.
const MOST_EQUILIBRIA: usize = 1024;

/// Hidden units that a code drives.
fn code_units(p: &Parameters, hidden: usize, codes: usize) -> Result<usize, ParameterError> {
    let code_units = match p.hidden_drive {
        HiddenDrive::Class | HiddenDrive::Picture => hidden,
        HiddenDrive::CopyClass | HiddenDrive::CopyClassLatent => p.class_units as usize,
        _ => 0,
    };
    if code_units > 0 && codes == 0 {
        let value = match p.hidden_drive {
            HiddenDrive::CopyClass => "copy+class",
            HiddenDrive::CopyClassLatent => "copy+class+latent",
            _ => "class",
        };
        let limit = "another one where the images have no labels";
        return Err(ParameterError::invalid("hidden_drive", value, limit));
    }
    Ok(code_units)
}

/// So many random signs.
fn random_codes(seed: u32, count: usize) -> Vec<f32> {
    let mut stream = Stream::new(seed, Purpose::HiddenDrive, 1);
    (0..count).map(|_| if stream.uniform() < 0.5 { -1.0 } else { 1.0 }).collect()
}

/// A random projection of the pixels, a row for each hidden unit.
fn projection(seed: u32, visible: usize, hidden: usize) -> Vec<f32> {
    let mut stream = Stream::new(seed, Purpose::HiddenDrive, 0);
    let scale = 1.0 / libm::sqrt(visible as f64);
    (0..hidden * visible).map(|_| (scale * stream.normal()) as f32).collect()
}

/// Pixels in order of falling variance over the images, ties in the order of the pixels.
fn by_variance(images: &[f32], pixels: usize) -> Vec<usize> {
    let count = (images.len() / pixels).max(1) as f64;
    let moments = |pixel: usize| {
        let values = images.iter().skip(pixel).step_by(pixels).map(|&x| f64::from(x));
        let (sum, squares) = values.fold((0.0, 0.0), |(s, q), x| (s + x, q + x * x));
        squares / count - (sum / count) * (sum / count)
    };
    let variances: Vec<f64> = (0..pixels).map(moments).collect();
    let mut order: Vec<usize> = (0..pixels).collect();
    order.sort_by(|&a, &b| variances[b].total_cmp(&variances[a]));
    order
}

/// Drives the units from a held image to noise, step by step.
#[derive(Clone, Debug)]
pub struct Noising {
    network: Network,
    on_site: OnSite,
    step: Step,
    kt: f64,
    amplitude: f64,
    /// Steps in which the drive falls to zero, not always whole.
    ramp_steps: f64,
    seed: u32,
    purpose: Purpose,
    equilibria: HashMap<u32, Equilibrium>,
    trajectory: u32,
    made: u32,
    drive: Vec<f32>,
    x: Vec<f32>,
    noise: Vec<f32>,
}

impl Noising {
    /// A noising process; `purpose` names the streams its trajectories draw from.
    pub fn new(p: &Parameters, network: &Network, purpose: Purpose) -> Self {
        let slots = network.slots();
        Noising {
            network: network.clone(),
            on_site: OnSite::new(p),
            step: Step::of_noising(p),
            kt: p.kt,
            amplitude: p.drive,
            ramp_steps: p.ramp * p.time / p.dt,
            seed: p.seed,
            purpose,
            equilibria: HashMap::new(),
            trajectory: 0,
            made: 0,
            drive: vec![0.0; slots],
            x: vec![0.0; slots],
            noise: vec![0.0; slots],
        }
    }

    /// Begins trajectory number `trajectory` in the equilibrium of the drive a·s, s (units) being
    /// the scaled pixels and the hidden units' part.
    pub fn begin(&mut self, trajectory: u32, s: &[f32]) {
        (self.trajectory, self.made) = (trajectory, 0);
        let mut stream = Stream::new(self.seed, self.purpose.preparing(), trajectory);
        let force = |s: f32| (self.amplitude * f64::from(s)) as f32;
        self.drive = self.network.to_slots(&s.iter().map(|&s| force(s)).collect::<Vec<_>>());
        for slot in self.network.used_slots().into_iter().flatten() {
            let force = self.drive[slot];
            let (on_site, kt) = (self.on_site, self.kt);
            if self.equilibria.len() >= MOST_EQUILIBRIA {
                self.equilibria.clear();
            }
            let equilibrium = self
                .equilibria
                .entry(force.to_bits())
                .or_insert_with(|| Equilibrium::new(on_site, kt, f64::from(force)));
            self.x[slot] = equilibrium.sample(&mut stream) as f32;
        }
    }

    /// The drive's share of its first value at a step: max(0, 1 − t / (ramp t_f)).
    pub fn ramp(&self, step: u32) -> f64 {
        (1.0 - f64::from(step) / self.ramp_steps).max(0.0)
    }

    /// Makes one step; returns the state x′ that it reaches and the displacement Δx = x′ − x, over
    /// slots (0 in spare ones), written into `displacement`.
    pub fn advance(&mut self, displacement: &mut [f32]) -> &[f32] {
        let source = NoiseSource { seed: self.seed, purpose: self.purpose, step: self.made };
        fill_units(source, self.trajectory, self.step.sigma, &mut self.noise);
        let ramp = self.ramp(self.made) as f32;
        for range in self.network.used_slots() {
            let drive = &self.drive[range.clone()];
            let noise = &self.noise[range.clone()];
            let out = &mut displacement[range.clone()];
            for (((x, out), &drive), &noise) in self.x[range].iter_mut().zip(out).zip(drive).zip(noise) {
                let next = (*x + noise) - self.step.drift(*x, -(drive * ramp));
                *out = next - *x;
                *x = next;
            }
        }
        self.made += 1;
        &self.x
    }

    /// Makes so many steps; returns the states x′ that they reach and the displacements Δx, steps × units.
    pub fn record(&mut self, steps: u32) -> (Vec<f32>, Vec<f32>) {
        let used = self.network.used_slots();
        let units =
            |slots: &[f32]| used.iter().flat_map(|range| slots[range.clone()].to_vec()).collect::<Vec<_>>();
        let (mut arrivals, mut moves) = (Vec::new(), Vec::new());
        let mut displacement = vec![0.0; self.network.slots()];
        for _ in 0..steps {
            arrivals.extend(units(self.advance(&mut displacement)));
            moves.extend(units(&displacement));
        }
        (arrivals, moves)
    }

    /// The state now, over slots.
    pub fn state(&self) -> &[f32] {
        &self.x
    }
}
