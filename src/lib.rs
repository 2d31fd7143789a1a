//! Generative thermodynamic computing: a network of analog units whose own thermal motion turns
//! noise into images, after S. Whitelam, *Generative thermodynamic computing*,
//! Phys. Rev. Lett. 136, 037101 (2026), arXiv:2506.15121.
//!
//! # The computer
//! N real *units* xᵢ, Nv *visible* (the pixels) and Nh *hidden*, with the potential
//!
//! ```text
//! V(x) = Σᵢ (J2 xᵢ² + J4 xᵢ⁴) + Σᵢ bᵢ xᵢ + Σ_(i<j) Jᵢⱼ xᵢ xⱼ        each pair once
//! dxᵢ/dt = −μ ∂ᵢV + √(2 μ kT) ηᵢ                                    overdamped Langevin dynamics
//! xᵢ ← xᵢ − μ ∂ᵢV Δt + √(2 μ kT Δt) ξᵢ ,  ξ ~ N(0, 1)               as simulated (Euler–Maruyama)
//! ```
//!
//! Energies are in units of E₀, the J2 of the published program, in which kT = 0.1; times in
//! 1/(μ₀E₀), μ₀ = 1; positions have no unit. θ = (J, b) is what training finds.
//!
//! # Training
//! An image holds every unit by a force a·s, which then falls to zero: the units are *noised*
//! ([`physics::noising`]). θ plays no part in that. Training maximises the probability P̃ that the
//! computer takes the recorded steps x → x′, Δx = x′ − x, backwards ([`physics::reverse_path`]):
//!
//! ```text
//! −ln P̃ = Σ r² kT/(μΔt) ,   rᵢ = (−Δxᵢ + μ ∂ᵢV(x′) Δt) / (2 kT)      the force at the arrival point
//! −∂ ln P̃/∂Jᵢⱼ = Σ rᵢ x′ⱼ + rⱼ x′ᵢ ,   −∂ ln P̃/∂bᵢ = Σ rᵢ
//! ```
//!
//! Three trainers minimise it: the paper's [`learn::sgd`], Wang & Deng's [`learn::online`], and
//! [`learn::exact`], which uses that the loss is quadratic in θ and its moments are known without a
//! trajectory. "Loss" always means −ln P̃ of a step minus N/2, its value for pure noise; it may be
//! negative.
//!
//! # Generation and heat
//! From the equilibrium of uncoupled units θ is switched on and the computer runs
//! ([`physics::generation`]). The *heat emitted* to the bath at fixed θ is V(x(0)) − V(x(t)), positive
//! when released, summed in f64 and given in kT ([`physics::heat`]).
//!
//! # A tour
//! The types of the tour are re-exported here; all else is in its module.
//!
//! 1. Train: images in, a [`Model`] out.
//! ```
//! use thermogen::{Training, data::glyphs, preset};
//!
//! // Three stroke glyphs of 14 × 14 pixels, and the settings of the page's first view.
//! let images = glyphs::draw(&[0, 1, 2], 14, 1, 0)?;
//! let mut training = Training::new(preset("quick")?, &images)?;
//! while !training.advance() {}
//! assert!(training.history().last() < training.history().first());
//! println!("{}", training.model().couplings.fingerprint());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! 2. Generate: the thermal motion of the model turns noise into samples, and emits heat.
//! ```
//! # use thermogen::{Training, data::glyphs, preset};
//! use thermogen::{Generation, Quality};
//! # let images = glyphs::draw(&[0, 1, 2], 14, 1, 0)?;
//! # let mut training = Training::new(preset("quick")?, &images)?;
//! # while !training.advance() {}
//!
//! let mut samples = Generation::new(training.model(), preset("quick")?, 0, 16)?;
//! samples.advance(u32::MAX)?;
//! let quality = Quality::of(&samples.visible(), training.set().images(), 14 * 14);
//! assert!(quality.mean_best_overlap > 0.8);
//! assert!(samples.heat_emitted(0).total() > 100.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! 3. Bring images of your own, and keep the model in a file.
//! ```
//! use thermogen::{ImageSet, Parameters, Training, data::checkpoint, preset};
//!
//! // A bar and its turn, 4 × 4 pixels each, row by row.
//! let lying = (0..16).map(|k| if k / 4 < 2 { 255 } else { 0 });
//! let upright = (0..16).map(|k| if k % 4 < 2 { 255 } else { 0 });
//! let images = ImageSet::new(4, 4, lying.chain(upright).collect(), None)?;
//! let parameters = Parameters { hidden: 16, iterations: 5, ..preset("quick")? };
//! let mut training = Training::new(parameters, &images)?;
//! while !training.advance() {}
//! let (file, fingerprint) = (checkpoint::save(&training.model()), training.model().couplings.fingerprint());
//! assert_eq!(checkpoint::load(&file)?.couplings.fingerprint(), fingerprint);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Bits
//! Noise is a function of (seed, purpose, sample, step, unit), every sum has one order, and no
//! operation differs between backends, so the same settings give the same bits on any machine, build,
//! batch size and number of workers; a *fingerprint* ([`fingerprint::Fingerprint`]) shows it.

#![warn(unreachable_pub)]

pub mod check;
pub mod data;
pub mod fingerprint;
pub mod inspect;
pub mod kernels;
pub mod learn;
pub mod lesson;
pub mod model;
pub mod parameters;
pub mod payload;
pub mod physics;
pub mod prices;
pub mod published;
pub mod simd;
pub mod statistics;

pub use data::{DataError, images::ImageSet, receipt::Receipt};
pub use fingerprint::Fingerprint;
pub use learn::{quality::Quality, training::Training};
pub use model::Model;
pub use parameters::{Parameters, preset};
pub use physics::{couplings::Couplings, events::Event, generation::Generation, network::Network};
pub use physics::{potential::Energy, stability::Stability};
pub use statistics::Statistics;
