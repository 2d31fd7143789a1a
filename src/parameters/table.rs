//! The rows of the table, and what follows from a row: a field, its default, how it is set and listed.

use super::ParameterError;
use super::choices::{CopyPixels, CouplingForm, HiddenDrive, Scale, Trainer, VisibleCouplings};
use super::value::{Entry, Field, Group, Kind, Restarts, Value};

macro_rules! table {
    ($($name:ident : $type:ty = $default:expr, $kind:expr, $symbol:literal, $unit:literal,
       $group:ident, $restarts:ident, $label:literal, $help:literal;)*) => {
        /// A value for every row of the table.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Parameters { $(#[doc = $help] pub $name: $type),* }

        impl Default for Parameters {
            fn default() -> Self {
                Parameters { $($name: $default),* }
            }
        }

        /// The rows of the table.
        pub fn table() -> Vec<Entry> {
            vec![$(Entry {
                name: stringify!($name), symbol: $symbol, unit: $unit, kind: $kind,
                default: <$type as Field>::to_value(&$default), group: Group::$group,
                restarts: Restarts::$restarts, label: $label, help: $help,
            }),*]
        }

        impl Parameters {
            /// Sets one parameter.
            ///
            /// # Errors
            /// An unknown name, or a value that the table does not allow.
            pub fn set(&mut self, name: &str, value: &Value) -> Result<(), ParameterError> {
                match name {
                    $(stringify!($name) => put(&mut self.$name, name, &$kind, value),)*
                    _ => Err(ParameterError::Unknown { name: name.into() }),
                }
            }

            /// Every parameter with its value, in the table's order.
            pub fn values(&self) -> Vec<(&'static str, Value)> {
                vec![$((stringify!($name), self.$name.to_value())),*]
            }
        }
    };
}

/// Takes a value that its row allows. Not inlined, which would be once for every row.
#[inline(never)]
fn put<T: Field>(place: &mut T, name: &str, kind: &Kind, value: &Value) -> Result<(), ParameterError> {
    let valid = if kind.allows(value) { T::from_value(value) } else { None };
    *place = valid.ok_or_else(|| refused(name, kind, value))?;
    Ok(())
}

/// Not inlined, which would be once for every type.
#[inline(never)]
fn refused(name: &str, kind: &Kind, value: &Value) -> ParameterError {
    ParameterError::invalid(name, value, kind.limit())
}

const fn number(min: f64, max: f64, step: f64) -> Kind {
    Kind::Number { min, max, step }
}

const fn integer(min: u32, max: u32) -> Kind {
    Kind::Integer { min, max }
}

table! {
    scale: Scale = Scale::Pm1, Scale::KIND, "", "", Data, Data, "Pixel scale",
        "How pixels become drives: pm1 maps 0…255 to −1…1, unit gives every image mean 0 and variance 1, l2max gives every image the set's largest norm.";
    scale_factor: f64 = 1.0, number(0.0, 10.0, 0.1), "", "", Data, Data, "Scale factor",
        "Multiplies the scaled pixels.";
    hidden: u32 = 512, integer(0, 4096), "Nh", "units", Network, Training, "Hidden units",
        "Units that are not pixels.";
    hidden_drive: HiddenDrive = HiddenDrive::Copy, HiddenDrive::KIND, "", "", Network, Training, "Hidden drive",
        "What drives the hidden units while noising; undriven, nothing can be learned.";
    class_units: u32 = 160, integer(0, 4096), "", "units", Network, Training, "Class units",
        "Hidden units that carry a class code, the last ones, with hidden drive copy+class.";
    copy_pixels: CopyPixels = CopyPixels::Auto, CopyPixels::KIND, "", "", Network, Training, "Copied pixels",
        "Which pixels the hidden copies see: pixel j mod Nv as in the paper, or those that vary most over the images; auto is variance with class codes.";
    codes_per_class: u32 = 1, integer(1, 64), "", "", Network, Training, "Codes per class",
        "Groups of like images in each class that have a code of their own; generation draws one as often as it has images.";
    latent_units: u32 = 240, integer(0, 4096), "", "units", Network, Training, "Latent units",
        "Hidden units that a latent code drives, before those of class codes, with hidden drives copy+latent and copy+class+latent.";
    latent_components: u32 = 32, integer(1, 256), "d", "", Network, Training, "Latent components",
        "Numbers of a latent code: principal components of the training images, each divided by its standard deviation.";
    latent_scale: f64 = 0.5, number(0.0, 10.0, 0.1), "α", "", Network, Training, "Latent scale",
        "A latent code z drives units by α P z, cut off at −1 and 1; P is fixed and random.";
    visible_couplings: VisibleCouplings = VisibleCouplings::None, VisibleCouplings::KIND, "", "", Network, Training,
        "Visible couplings", "Pairs of pixels that are coupled: none as in the paper, nearest neighbours, or all.";
    couplings: CouplingForm = CouplingForm::Dense, CouplingForm::KIND, "", "", Network, Training, "Form of couplings",
        "A number for each pair (dense), or factors of two columns for each image, for up to 196,608 pixels (factored, exact trainer only); auto is factored where the columns are at most an eighth of the units.";
    hidden_couplings: bool = true, Kind::Switch, "", "", Network, Training, "Hidden couplings",
        "Whether hidden units are coupled with each other.";
    visible_biases: bool = false, Kind::Switch, "", "", Network, Training, "Visible biases",
        "Whether visible units have biases.";
    kt: f64 = 0.1, number(0.0, 10.0, 0.01), "kT", "E₀", Physics, Training, "Thermal energy",
        "Temperature of the bath times Boltzmann's constant.";
    j2: f64 = 1.0, number(-10.0, 10.0, 0.1), "J₂", "E₀", Physics, Training, "Quadratic coefficient",
        "Of the on-site potential J₂x² + J₄x⁴; below 0 one unit alone has two wells.";
    j4: f64 = 1.0, number(0.0, 10.0, 0.1), "J₄", "E₀", Physics, Training, "Quartic coefficient",
        "Of the on-site potential J₂x² + J₄x⁴; 0 makes it a harmonic well.";
    mobility: f64 = 1.0, number(0.001, 100.0, 0.1), "μ", "μ₀", Physics, Training, "Mobility",
        "Velocity of a unit per force on it.";
    dt: f64 = 0.001, number(1e-6, 0.1, 0.001), "Δt", "1/(μ₀E₀)", Physics, Training, "Time step",
        "Of the noising trajectories that sgd and online train on.";
    time: f64 = 2.5, number(1e-4, 1000.0, 0.5), "t_f", "1/(μ₀E₀)", Physics, Training, "Noising time",
        "How long an image is noised.";
    drive: f64 = 2.0, number(0.0, 100.0, 0.1), "a", "E₀", Physics, Training, "Drive amplitude",
        "Force on a unit per scaled pixel while the image is held.";
    ramp: f64 = 0.75, number(0.01, 1.0, 0.05), "", "t_f", Physics, Training, "Ramp",
        "Part of the noising time in which the drive falls to zero.";
    trainer: Trainer = Trainer::Exact, Trainer::KIND, "", "", Training, Training, "Trainer",
        "How the couplings are found: exact moments, the paper's sgd, or the online rule.";
    iterations: u32 = 20, integer(0, 100_000), "", "", Training, Training, "Iterations",
        "Cycles of sgd and online, or conjugate-gradient iterations of exact; 0 leaves the computer untrained.";
    rate: f64 = 1.0, number(0.0, 1000.0, 0.1), "α₀", "E₀²", Training, Training, "Learning rate",
        "Of sgd and online, before the factor Δt/t_f.";
    ridge: f64 = 0.0, number(0.0, 1000.0, 0.001), "", "", Training, Training, "Ridge",
        "Weight of ½‖θ‖² in the exact trainer's objective.";
    seed: u32 = 1, integer(0, u32::MAX), "", "", Training, Training, "Seed",
        "Fixes every random number of the run.";
    generate_dt: f64 = 0.01, number(1e-6, 0.1, 0.001), "Δt", "1/(μ₀E₀)", Generation, Generation, "Generation step",
        "Time step of generation.";
    generate_time: f64 = 2.5, number(1e-4, 1000.0, 0.5), "t", "1/(μ₀E₀)", Generation, Generation, "Generation time",
        "How long the computer runs from noise to image.";
    generate_kt: f64 = 1.0, number(0.0, 100.0, 0.05), "", "kT", Generation, Generation, "Generation temperature",
        "Temperature of generation as a multiple of the training's.";
    class_drive: f64 = 1.0, number(0.0, 10.0, 0.1), "", "a", Generation, Generation, "Class drive",
        "Force of the class code that is asked for, as a multiple of its force while noising.";
    latent_drive: f64 = 1.0, number(0.0, 10.0, 0.1), "", "a", Generation, Generation, "Latent drive",
        "Force of the latent code that is asked for, as a multiple of its force while noising.";
    latent_neighbours: u32 = 20, integer(1, 100), "", "", Generation, Generation, "Latent neighbours",
        "A new latent code is drawn near that of a training image, as so many nearest images of its group differ.";
    latent_spread: f64 = 0.7, number(0.0, 1.0, 0.1), "", "", Generation, Generation, "Latent spread",
        "How new it is: 0 takes the image's own code, 1 forgets it within the spread of its neighbours.";
    cool: f64 = 0.0, number(0.0, 1000.0, 0.5), "", "1/(μ₀E₀)", Generation, Generation, "Cooled read-out",
        "Time at kT = 0 that is appended before the samples are read; its heat is recorded apart.";
    readout_scale: f64 = 0.5, number(0.01, 10.0, 0.05), "", "", Generation, Generation, "Read-out scale",
        "A unit this far above the middle is shown white, as far below it black: brightness ½ + ½ (x − middle) / scale, cut off at both ends.";
    readout_middle: f64 = 0.0, number(-10.0, 10.0, 0.05), "", "", Generation, Generation, "Read-out middle",
        "A unit at this value is shown half bright.";
    samples: u32 = 16, integer(1, 100_000), "", "", Generation, Generation, "Samples",
        "How many images are generated.";
}
