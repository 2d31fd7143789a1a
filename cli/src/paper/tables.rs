//! The heats as tables and as a report, compared with the published ones.

use std::fmt::Write;

use serde_json::{Value, json};

use super::Run;
use crate::{Outcome, Refusal};
use thermogen::parameters::{Parameters, Trainer};
use thermogen::published::{
    ONLINE_DIFFERENCE, PAPER_HEAT, PAPER_SCALE, Published, WANG_DENG_HEAT, WANG_DENG_SCALE,
};
use thermogen::statistics::Statistics;

/// All runs, and what they share.
pub struct Runs {
    /// Every training with its heat.
    pub runs: Vec<Run>,
    /// The images of each set by their index in the file.
    pub indices: Vec<Vec<usize>>,
    /// The settings but for scale, rule and seed.
    pub base: Parameters,
}

/// One line of the summary: the seeds of one set, scale and rule.
struct Group {
    set: usize,
    factor: f64,
    trainer: Trainer,
    /// The mean of each seed's run, kT.
    means: Vec<f64>,
    /// Mean over the seeds of the standard deviation over trajectories.
    standard_deviation: f64,
    /// Mean over the seeds of the standard error of one seed's mean.
    within: f64,
}

fn name(trainer: Trainer) -> &'static str {
    match trainer {
        Trainer::Online => "online",
        Trainer::Sgd => "sgd",
        Trainer::Exact => "exact",
    }
}

/// The published heat that a group is compared with, and its source.
fn published(factor: f64, trainer: Trainer) -> (String, &'static str) {
    let of = |one: &Published| (one.text.to_owned(), one.who);
    match (factor == WANG_DENG_SCALE, trainer) {
        (true, Trainer::Sgd) => of(&WANG_DENG_HEAT),
        (true, _) => (format!("{} % of sgd's", ONLINE_DIFFERENCE.text), ONLINE_DIFFERENCE.who),
        _ => of(&PAPER_HEAT),
    }
}

impl Runs {
    fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for run in &self.runs {
            let heat = Statistics::new(&run.heats);
            let key = (run.set, run.factor, run.trainer);
            let known = groups.iter().position(|group| (group.set, group.factor, group.trainer) == key);
            let at = known.unwrap_or_else(|| {
                let (set, factor, trainer) = key;
                groups.push(Group {
                    set,
                    factor,
                    trainer,
                    means: Vec::new(),
                    standard_deviation: 0.0,
                    within: 0.0,
                });
                groups.len() - 1
            });
            groups[at].means.push(heat.mean);
            groups[at].standard_deviation += heat.standard_deviation;
            groups[at].within += heat.standard_error;
        }
        for group in &mut groups {
            group.standard_deviation /= group.means.len() as f64;
            group.within /= group.means.len() as f64;
        }
        groups
    }

    /// Relative difference of online from sgd for each seed they share, in percent.
    fn online_difference(&self) -> Option<Statistics> {
        let mean = |run: &Run| Statistics::new(&run.heats).mean;
        let pairs = self.runs.iter().filter(|run| run.trainer == Trainer::Online).filter_map(|online| {
            let key = (online.set, online.factor, online.seed);
            let same = |run: &&Run| run.trainer == Trainer::Sgd && (run.set, run.factor, run.seed) == key;
            let sgd = self.runs.iter().find(same)?;
            Some(100.0 * (mean(online) / mean(sgd) - 1.0))
        });
        let differences: Vec<f64> = pairs.collect();
        (!differences.is_empty()).then(|| Statistics::new(&differences))
    }

    /// The summary as JSON.
    pub fn json(&self) -> Value {
        let group = |g: &Group| {
            let over = Statistics::new(&g.means);
            json!({
                "indices": self.indices[g.set], "scale_factor": g.factor, "trainer": name(g.trainer),
                "seeds": g.means.len(), "heat_emitted_mean_kT": over.mean, "heat_emitted_spread_kT": g.standard_deviation,
                "standard_error_within_kT": g.within, "standard_error_between_kT": between(&over, g.means.len()),
                "published_kT": published(g.factor, g.trainer).0,
            })
        };
        let online = self.online_difference();
        json!({
            "groups": self.groups().iter().map(group).collect::<Vec<_>>(),
            "online_difference_percent": online.as_ref().map(|d| d.mean),
            "online_difference_standard_error_percent": online.as_ref().map(|d| d.standard_error),
        })
    }

    /// The summary for people, a Markdown table.
    pub fn text(&self) -> String {
        let mut text = String::from(
            "| digits (indices) | scale | rule | seeds | ⟨Q⟩ kT | standard deviation | error within | error between | published |\n|---|---|---|---|---|---|---|---|---|\n",
        );
        for g in self.groups() {
            let over = Statistics::new(&g.means);
            let between = between(&over, g.means.len()).map_or("–".into(), |error| format!("{error:.0}"));
            let indices = self.indices[g.set].iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
            let (value, by) = published(g.factor, g.trainer);
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "| 0, 1, 2 ({indices}) | unit × {:.1} | {} | {} | {:.0} | {:.0} | {:.0} | {between} | {value} ({by}) |",
                g.factor,
                name(g.trainer),
                g.means.len(),
                over.mean,
                g.standard_deviation,
                g.within
            );
        }
        if let Some(difference) = self.online_difference() {
            let error = match self.runs.iter().filter(|run| run.trainer == Trainer::Online).count() {
                1 => "one seed".into(),
                _ => format!("± {:.1} %", difference.standard_error),
            };
            let _ = writeln!(
                text,
                "\nThe online rule's heat compared with sgd's, same seeds: {:+.1} % ({error}); published: {} %.",
                difference.mean, ONLINE_DIFFERENCE.text
            );
        }
        text
    }

    /// Tables and the report, by file name.
    pub fn files(&self) -> Outcome<Vec<(String, Vec<u8>)>> {
        let p = &self.base;
        let report = format!(
            "# The paper's heat and figure, reproduced\n\n\
             thermogen {}: {} hidden units, {} cycles, Δt {} in training and {} in generation, t {}, {} trajectories for each training; the heat is V(x(0)) − V(x(t)) in units of kT.\n\n{}\n\
             The standard deviation is over trajectories; the error within is that of one seed's mean, the error between that of the mean over training seeds. \
             The paper gives one number, {} kT over 1,000 trajectories of three MNIST digits, and not how its pixels were scaled: that unit × 1.6 is nearest to it is our inference; the published values hold for the published settings, so that with others there is nothing to compare. \
             Wang & Deng scale every image to mean 0 and variance 1 and give about {} kT. Which digits are used moves the heat more than the training seed does.\n\n\
             ## The figure\n\nFrom the first set at unit × {:.1}, seed 1. Brightness is linear for |x| < {} and cut off beyond, the same for all pictures.\n\n\
             What was trained on:\n\n![three digits](trained-on.png)\n\n\
             Generation from left to right, for each digit the one of the first {} trajectories that ends nearest to it:\n\n![three strips](strips.png)\n\n\
             The first 25 final samples; no sample is left out, inverted and mixed ones included:\n\n![25 samples](samples.png)\n\n\
             Couplings of 16 evenly spread hidden units with the pixels, red positive, blue negative, one scale for all:\n\n![16 maps](couplings.png)\n\n\
             ## Files\n\n`runs.csv` has every training, `heat.csv` every trajectory.\n",
            env!("CARGO_PKG_VERSION"),
            p.hidden,
            p.iterations,
            p.dt,
            p.generate_dt,
            p.generate_time,
            p.samples,
            self.text(),
            PAPER_HEAT.text,
            WANG_DENG_HEAT.text,
            PAPER_SCALE,
            p.readout_scale,
            super::figures::SAMPLES,
        );
        Ok(vec![
            ("report.md".into(), report.into_bytes()),
            ("runs.csv".into(), self.runs_table()?),
            ("heat.csv".into(), self.heat_table()?),
        ])
    }

    fn runs_table(&self) -> Outcome<Vec<u8>> {
        let rows = self.runs.iter().map(|run| {
            let heat = Statistics::new(&run.heats);
            let mut row = key(run);
            row.extend(
                [heat.mean, heat.standard_deviation, heat.standard_error, run.loss].map(|x| x.to_string()),
            );
            row
        });
        let columns =
            ["heat_emitted_mean_kT", "heat_emitted_spread_kT", "standard_error_kT", "loss_excess_last"];
        table(&columns, rows)
    }

    fn heat_table(&self) -> Outcome<Vec<u8>> {
        let rows = self.runs.iter().flat_map(|run| {
            run.heats.iter().enumerate().map(|(sample, heat)| {
                let mut row = key(run);
                row.extend([sample.to_string(), heat.to_string()]);
                row
            })
        });
        table(&["sample", "heat_emitted_kT"], rows)
    }
}

/// The standard error between seeds, where there are several.
fn between(over: &Statistics, seeds: usize) -> Option<f64> {
    (seeds > 1).then_some(over.standard_error)
}

fn key(run: &Run) -> Vec<String> {
    vec![run.set.to_string(), run.factor.to_string(), name(run.trainer).into(), run.seed.to_string()]
}

fn table(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Outcome<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["set", "scale_factor", "trainer", "seed"].iter().chain(columns))?;
    rows.map(|row| Ok(writer.write_record(row)?)).collect::<Outcome<Vec<()>>>()?;
    writer.into_inner().map_err(|error| Refusal(error.to_string()))
}
