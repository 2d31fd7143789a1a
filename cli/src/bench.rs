//! `thermogen bench`: how fast the inner loops run on this machine, on one thread.
//!
//! Every figure has two forms: `wall`, by the clock, from the fastest of many slices of work, and
//! `cpu`, by the processor's time, which tells the truth on a busy machine too. `make bench` calls this
//! command for the rows "thermogen native" of its table.

mod timing;

use std::array::from_fn;
use std::hint::black_box;
use std::time::Duration;

use clap::Args;
use serde_json::{Map, Value};

use self::timing::{Timing, peak_memory};
use super::flags::whole;
use super::{Outcome, Refusal, report::Report};
use thermogen::data::{glyphs, images::ImageSet, pictures};
use thermogen::kernels::gaussian::{NoiseSource, fill_samples};
use thermogen::kernels::philox::{Purpose, Stream};
use thermogen::learn::training::Training;
use thermogen::model::Model;
use thermogen::parameters::{CouplingForm, Parameters, Trainer, preset};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::dense::Dense;
use thermogen::physics::factored::Factored;
use thermogen::physics::langevin::Batch;
use thermogen::physics::network::{MOST_DENSE, MOST_UNITS, Network};
use thermogen::physics::step::Step;
use thermogen::simd::{Block, LANES};

/// The measures that there are. The last one is left out where none is named: dense couplings of its default size, 1.2
/// billion, are refused.
const MEASURES: [&str; 9] = [
    "generate",
    "generate-factored",
    "cycle",
    "exact",
    "exact-factored",
    "exact-pictures",
    "noise",
    "product",
    "exact-pictures-dense",
];

/// Time the inner loops on this machine, on one thread
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Some of generate, generate-factored, cycle, exact, exact-factored, exact-pictures, noise and product (default all of these) and exact-pictures-dense, with commas between them
    #[arg(long, value_name = "MEASURES")]
    only: Option<String>,
    /// Samples that are generated at once (default 1,16,64,100)
    #[arg(long, value_name = "NUMBERS")]
    samples: Option<String>,
    /// Visible units of generate, generate-factored and product (default 784); dense ones at most 4096
    #[arg(long, value_name = "UNITS")]
    visible: Option<String>,
    /// Hidden units (default 512)
    #[arg(long, value_name = "UNITS")]
    hidden: Option<String>,
    /// Columns of the factors of generate-factored for visible and for hidden units, two for each image (default 6)
    #[arg(long, value_name = "COLUMNS")]
    columns: Option<String>,
    /// Width and height of the pictures of exact-pictures and exact-pictures-dense (default 128; dense at most 36)
    #[arg(long, value_name = "PIXELS")]
    size: Option<String>,
    /// How long each figure is measured at least (default 500)
    #[arg(long, value_name = "TIME")]
    milliseconds: Option<String>,
}

/// Measures.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let all = || MEASURES[..MEASURES.len() - 1].to_vec();
    let only: Vec<&str> = flags.only.as_deref().map_or_else(all, |only| only.split(',').collect());
    if let Some(unknown) = only.iter().find(|name| !MEASURES.contains(name)) {
        return Err(Refusal(format!("only = {unknown}: must be some of {}", MEASURES.join(", "))));
    }
    let samples = flags.samples.as_deref().unwrap_or("1,16,64,100").split(',');
    let samples: Vec<usize> = samples
        .map(|text| match text.trim().parse() {
            Ok(number @ 1..=MOST_SAMPLES) => Ok(number),
            _ => Err(Refusal(format!("samples = {text}: must be from 1 to {MOST_SAMPLES}"))),
        })
        .collect::<Outcome<_>>()?;
    let visible = whole("visible", &flags.visible, 1, MOST_UNITS)?.unwrap_or(784);
    let hidden = whole("hidden", &flags.hidden, 0, MOST_DENSE)?.unwrap_or(512);
    let columns = whole("columns", &flags.columns, 1, MOST_COLUMNS)?.unwrap_or(6);
    let size = whole("size", &flags.size, 4, 256)?.unwrap_or(128);
    let time =
        Duration::from_millis(whole("milliseconds", &flags.milliseconds, 1, 60_000)?.unwrap_or(500) as u64);
    let mut report = Report::default();
    for measure in only {
        match measure {
            "generate" => report.add("step_us", generation(&computer(visible, hidden)?, &samples, time)?),
            "generate-factored" => {
                let model = computer_in_factors(visible, hidden, columns)?;
                report.add("step_factored_us", generation(&model, &samples, time)?)
            }
            "cycle" => report.add("sgd_cycle_s", cycle(hidden, time)?),
            "exact" => report.add("exact_s", exact_glyphs(hidden, CouplingForm::Dense, time)?),
            "exact-factored" => {
                report.add("exact_factored_s", exact_glyphs(hidden, CouplingForm::Factored, time)?)
            }
            "exact-pictures" => {
                report.add("exact_pictures_s", exact_pictures(size, CouplingForm::Factored, time)?)
            }
            "exact-pictures-dense" => {
                report.add("exact_pictures_dense_s", exact_pictures(size, CouplingForm::Dense, time)?)
            }
            "noise" => report.add("normals_per_s", noise(time)),
            _ => report.add("product_flop_per_s", product(visible, hidden, time)?),
        };
    }
    if let Some(bytes) = peak_memory() {
        report.add("peak_memory_bytes", bytes);
    }
    Ok(report)
}

/// Most samples at once.
const MOST_SAMPLES: usize = 4096;
/// Most columns of random factors.
const MOST_COLUMNS: usize = 512;

/// A computer with random couplings: time does not depend on their values.
fn computer(visible: usize, hidden: usize) -> Outcome<Model> {
    let parameters = Parameters { hidden: hidden as u32, ..Parameters::default() };
    let mut dense = Dense::zero(Network::new(visible, 1, &parameters)?);
    let mut stream = Stream::new(1, Purpose::Check, 0);
    let scale = 0.5 / ((visible + hidden) as f32).sqrt();
    let mut random = || scale * (2.0 * stream.uniform() as f32 - 1.0);
    dense.vh.fill_with(&mut random);
    for i in 0..hidden {
        for j in 0..i {
            let coupling = random();
            dense.hh[i * hidden + j] = coupling;
            dense.hh[j * hidden + i] = coupling;
        }
    }
    Ok(Model::new(parameters, Couplings::from(dense)))
}

/// A computer with random factors, of so many columns for each kind of units.
fn computer_in_factors(visible: usize, hidden: usize, own: usize) -> Outcome<Model> {
    let couplings = CouplingForm::Factored;
    let parameters = Parameters { hidden: hidden as u32, couplings, ..Parameters::default() };
    let network = Network::new(visible, 1, &parameters)?;
    let mut stream = Stream::new(1, Purpose::Check, 0);
    let mut random = |n: usize, scale: f32| -> Vec<f32> {
        (0..n).map(|_| scale * (2.0 * stream.uniform() as f32 - 1.0)).collect()
    };
    let [v, h] = [visible, hidden].map(|units| random(units * own, 1.0 / (units.max(1) as f32).sqrt()));
    let columns = if hidden == 0 { own } else { 2 * own };
    let half = random(columns * columns, 0.5);
    let core: Vec<f32> = (0..columns * columns)
        .map(|k| {
            let (r, c) = (k / columns, k % columns);
            if r.max(c) < own { 0.0 } else { half[r.min(c) * columns + r.max(c)] }
        })
        .collect();
    let factored = Factored::new(network, &v, &h, &core);
    let factored = factored.ok_or_else(|| Refusal("the factors do not fit the network".into()))?;
    Ok(Model::new(parameters, Couplings::from(factored)))
}

/// Microseconds of one step of generation, for each number of samples.
fn generation(model: &Model, samples: &[usize], time: Duration) -> Outcome<Value> {
    /// Steps between two looks at whether the state is finite, as when generating.
    const STEPS: u32 = 16;
    let step = Step::of_generation(&model.parameters);
    let mut times = Map::new();
    for &samples in samples {
        let mut batch = Batch::new(&model.couplings, model.parameters.seed, 0, samples);
        let mut stopped = None;
        let timing = Timing::of(time, || stopped = stopped.take().or(batch.advance(step, STEPS).err()));
        if let Some(diverged) = stopped {
            return Err(diverged.into());
        }
        times.insert(samples.to_string(), timing.figures(|seconds| seconds * 1e6 / f64::from(STEPS)));
    }
    Ok(Value::Object(times))
}

/// Seconds of one cycle of the paper's trainer (2,500 steps) on three glyphs of 28 × 28 pixels.
fn cycle(hidden: usize, time: Duration) -> Outcome<Value> {
    let (hidden, trainer, iterations) = (hidden as u32, Trainer::Sgd, 100_000);
    let parameters = Parameters { hidden, trainer, iterations, ..Parameters::default() };
    let mut training = Training::new(parameters, &glyphs::draw(&[0, 1, 2], 28, 1, 0)?)?;
    let timing = Timing::of(time, || {
        let iteration = training.iteration();
        while training.iteration() == iteration {
            training.advance();
        }
    });
    Ok(timing.figures(|seconds| seconds))
}

/// Seconds of the exact trainer's 20 iterations on the same glyphs, from images to θ.
fn exact_glyphs(hidden: usize, couplings: CouplingForm, time: Duration) -> Outcome<Value> {
    let hidden = hidden as u32;
    let parameters = Parameters { hidden, couplings, trainer: Trainer::Exact, ..Parameters::default() };
    exact(&parameters, &glyphs::draw(&[0, 1, 2], 28, 1, 0)?, time)
}

/// Seconds of the preset `pictures` on three square pictures in colour, from images to θ.
fn exact_pictures(size: usize, couplings: CouplingForm, time: Duration) -> Outcome<Value> {
    let names = pictures::names().map(String::from);
    let parameters = Parameters { couplings, ..preset("pictures")? };
    exact(&parameters, &pictures::set(&names, size)?, time)
}

fn exact(parameters: &Parameters, images: &ImageSet, time: Duration) -> Outcome<Value> {
    Training::new(parameters.clone(), images)?;
    let timing = Timing::of(time, || {
        let mut training = Training::new(parameters.clone(), images).expect("it began once");
        while !training.advance() {}
    });
    Ok(timing.figures(|seconds| seconds))
}

/// Normals per second.
fn noise(time: Duration) -> Value {
    let mut out = vec![Block::default(); 1296];
    let mut source = NoiseSource { seed: 1, purpose: Purpose::Check, step: 0 };
    let timing = Timing::of(time, || {
        source.step += 1;
        fill_samples(source, from_fn(|l| l as u32), 1.0, &mut out);
        black_box(&mut out);
    });
    timing.figures(|seconds| (out.len() * LANES) as f64 / seconds)
}

/// Floating-point operations per second of the couplings' product with 64 samples, the entries that
/// are known to be zero not counted.
fn product(visible: usize, hidden: usize, time: Duration) -> Outcome<Value> {
    const SAMPLES: usize = 64;
    let model = computer(visible, hidden)?;
    let packed = model.couplings.to_dense().packed();
    let mut stream = Stream::new(1, Purpose::Check, 1);
    let blocks = model.couplings.network().slots() * SAMPLES / LANES;
    let x: Vec<Block> = (0..blocks).map(|_| Block(from_fn(|_| stream.uniform() as f32))).collect();
    let mut out = vec![Block::default(); blocks];
    let timing = Timing::of(time, || {
        packed.multiply(&x, &mut out);
        black_box(&mut out);
    });
    let operations = (2 * SAMPLES * packed.bytes() / size_of::<f32>()) as f64;
    Ok(timing.figures(|seconds| operations / seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(words: &str) -> Flags {
        #[derive(clap::Parser)]
        struct Call {
            #[command(flatten)]
            flags: Flags,
        }
        <Call as clap::Parser>::try_parse_from(words.split(' ')).unwrap().flags
    }

    #[test]
    fn every_figure_is_a_positive_number() {
        let words = "bench --samples 1,9 --visible 20 --hidden 12 --milliseconds 1 --only";
        for (only, name) in [
            ("generate", "step_us"),
            ("generate-factored", "step_factored_us"),
            ("noise", "normals_per_s"),
            ("product", "product_flop_per_s"),
        ] {
            let report = run(&flags(&format!("{words} {only}"))).unwrap();
            let value = report.get(name).unwrap();
            let timings = if name.starts_with("step") { vec![&value["1"], &value["9"]] } else { vec![value] };
            let positive = |timing: &&Value| timing["wall"].as_f64().is_some_and(|figure| figure > 0.0);
            assert!(timings.iter().all(positive), "{name}: {value}");
        }
    }

    #[test]
    fn refusals_name_the_flag() {
        for (given, name) in [
            ("--only soup", "only"),
            ("--samples 1,0", "samples"),
            ("--hidden 5000", "hidden"),
            ("--size 3", "size"),
            ("--only generate --visible 5000", "size"),
        ] {
            let Err(Refusal(line)) = run(&flags(&format!("bench {given}"))) else { panic!("accepted") };
            assert!(line.contains(name), "{line}");
        }
    }
}
