//! Flags made from the parameter table, and the order in which settings win: explicit flags over
//! a preset, a preset over the model's metadata, metadata over the defaults.

use std::{collections::BTreeMap, marker::PhantomData, path::Path};

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::{Outcome, Refusal};
use thermogen::parameters::{Entry, Group, PRESETS, Parameters, table};

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
        entry.group == Group::Generation || entry.name == "seed"
    }
}

/// Those of the noising process: physics, pixel scale and seed.
#[derive(Clone, Debug)]
pub struct OfNoising;

impl Rows for OfNoising {
    fn wanted(entry: &Entry) -> bool {
        matches!(entry.group, Group::Physics | Group::Data) || entry.name == "seed"
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

/// Help of `--preset`.
pub fn preset_help() -> String {
    let names = PRESETS.iter().map(|preset| format!("{}: {}", preset.name, preset.help));
    format!("Settings by name; explicit flags win. {}", names.collect::<Vec<_>>().join(" "))
}

impl<R: Rows> Table<R> {
    /// Whether the flag of a row was given.
    pub fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// `base`, changed by the preset (its wanted rows) and then by the explicit flags.
    pub fn settings(&self, preset: Option<&str>, base: Parameters) -> Outcome<Parameters> {
        let mut parameters = base;
        let rows: Vec<Entry> = table().into_iter().filter(R::wanted).collect();
        if let Some(name) = preset {
            let preset = PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
                let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
                Refusal(format!("preset = {name}: must be one of {}", names.join(", ")))
            })?;
            for row in &rows {
                if let Some((_, text)) = preset.changes.iter().find(|(changed, _)| *changed == row.name) {
                    parameters.set(row.name, &row.kind.parse(text))?;
                }
            }
        }
        for row in &rows {
            if let Some(text) = self.given.get(row.name) {
                parameters.set(row.name, &row.kind.parse(text))?;
            }
        }
        parameters.validate()?;
        Ok(parameters)
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
