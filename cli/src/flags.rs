//! Flags made from the parameter table, and the order in which settings win: explicit flags over
//! a preset, a preset over the model's metadata, metadata over the defaults.

use std::{collections::BTreeMap, marker::PhantomData, path::Path};

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::{Outcome, Refusal};
use thermogen::parameters::{Entry, PRESETS, Parameters, table, with_preset};

/// The rows of the table that a command takes as flags.
pub trait Rows: Clone {
    /// Whether this is one of them.
    fn wanted(entry: &Entry) -> bool;
}

/// All of them: for training.
#[derive(Clone, Debug)]
pub struct All;

impl Rows for All {
    fn wanted(_: &Entry) -> bool {
        true
    }
}

/// Those of generation, and the seed.
#[derive(Clone, Debug)]
pub struct OfGeneration;

impl Rows for OfGeneration {
    fn wanted(entry: &Entry) -> bool {
        entry.of_generation()
    }
}

/// Those of the noising process: physics, pixel scale and seed.
#[derive(Clone, Debug)]
pub struct OfNoising;

impl Rows for OfNoising {
    fn wanted(entry: &Entry) -> bool {
        entry.of_noising()
    }
}

/// The flags of some rows of the table, as they were given.
#[derive(Clone, Debug)]
pub struct Table<R> {
    given: BTreeMap<&'static str, String>,
    rows: PhantomData<R>,
}

impl<R: Rows> Args for Table<R> {
    /// Adds a flag for every wanted row. Where only generation is set, `--dt` and `--time` are its own.
    fn augment_args(command: Command) -> Command {
        let rows = table();
        let training = rows.iter().any(|row| row.name == "dt" && R::wanted(row));
        let long = |row: &Entry| match row.name {
            "generate_dt" | "generate_time" if !training => row.name.trim_start_matches("generate_"),
            name => name,
        };
        rows.into_iter().filter(R::wanted).fold(command, |command, row| command.arg(flag(&row, long(&row))))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

fn flag(row: &Entry, long: &str) -> Arg {
    let unit = if row.unit.is_empty() { String::new() } else { format!(" {}", row.unit) };
    let help = format!("{} [{}; default {}{unit}]", row.help, row.kind.limit(), row.default);
    Arg::new(row.name)
        .long(long.replace('_', "-"))
        .value_name(row.name.to_uppercase())
        .help(help)
        .help_heading(format!("{:?}", row.group))
}

impl<R: Rows> FromArgMatches for Table<R> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let wanted = table().into_iter().filter(R::wanted).map(|row| row.name);
        let given = wanted.filter_map(|name| Some((name, matches.get_one::<String>(name)?.clone())));
        Ok(Table { given: given.collect(), rows: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.given.extend(Self::from_arg_matches(matches)?.given);
        Ok(())
    }
}

impl<R: Rows> Table<R> {
    /// Whether the flag of a row was given.
    pub fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// `base`, changed by the flags that were given.
    pub fn settings(&self, mut base: Parameters) -> Outcome<Parameters> {
        for row in table().into_iter().filter(R::wanted) {
            if let Some(text) = self.given.get(row.name) {
                base.set(row.name, &row.kind.parse(text))?;
            }
        }
        base.validate()?;
        Ok(base)
    }
}

// The same, and the preset that they win over; a doc comment here would become the help of the command.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct WithPreset<R: Rows> {
    #[command(flatten)]
    pub rows: Table<R>,
    #[arg(long, value_name = "NAME", help = preset_help())]
    pub preset: Option<String>,
}

/// Help of `--preset`.
fn preset_help() -> String {
    let names = PRESETS.iter().map(|preset| format!("{}: {}", preset.name, preset.help));
    format!("Settings by name; explicit flags win. {}", names.collect::<Vec<_>>().join(" "))
}

impl<R: Rows> WithPreset<R> {
    /// `base`, changed by the preset (its wanted rows) and then by the explicit flags.
    pub fn settings(&self, base: Parameters) -> Outcome<Parameters> {
        self.rows.settings(match &self.preset {
            Some(name) => with_preset(base, name, R::wanted)?,
            None => base,
        })
    }
}

/// The path of a flag that must be given.
pub fn required<'a, T: AsRef<Path>>(name: &str, given: &'a Option<T>) -> Outcome<&'a Path> {
    given.as_ref().map(AsRef::as_ref).ok_or_else(|| Refusal(format!("--{name} is needed")))
}

/// A whole number, if given.
pub fn whole(name: &str, given: &Option<String>, least: usize, most: usize) -> Outcome<Option<usize>> {
    let read = |text: &str| {
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| Refusal(format!("--{name}: is '{text}'; a whole number from {least} to {most}")))
    };
    given.as_deref().map(read).transpose()
}

/// Whole numbers with commas between them, if given.
pub fn wholes(name: &str, given: &Option<String>, most: usize) -> Outcome<Option<Vec<usize>>> {
    let read = |text: &str| {
        let number = text.trim().parse().ok().filter(|number| *number <= most);
        number.ok_or_else(|| {
            Refusal(format!("--{name}: holds '{text}'; whole numbers from 0 to {most} with commas"))
        })
    };
    given.as_deref().map(|text| text.split(',').map(read).collect()).transpose()
}
