//! Flags made from the parameter table, and the order in which settings win: explicit flags over
//! a preset, a preset over the model's metadata, metadata over the defaults.

use clap::{Arg, ArgMatches, Command};

use super::{Outcome, Refusal};
use thermogen::parameters::{Entry, Group, PRESETS, Parameters, table};

/// The rows of the table that a command takes as flags.
pub type Wanted = fn(&Entry) -> bool;

/// All of them: for training.
pub fn all(_: &Entry) -> bool {
    true
}

/// Those of generation, and the seed.
pub fn generation(entry: &Entry) -> bool {
    entry.group == Group::Generation || entry.name == "seed"
}

/// Those of the noising process: physics, pixel scale and seed.
pub fn noising(entry: &Entry) -> bool {
    matches!(entry.group, Group::Physics | Group::Data) || entry.name == "seed"
}

/// Those of the physics alone.
pub fn physics(entry: &Entry) -> bool {
    entry.group == Group::Physics
}

/// A flag with a value that its command reads itself.
pub fn value(name: &'static str, value_name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value_name).help(help).allow_negative_numbers(true)
}

/// Adds a flag for every wanted row. Where only generation is set, `--dt` and `--time` are its own.
pub fn add(command: Command, wanted: Wanted) -> Command {
    let rows = table();
    let training = rows.iter().any(|row| row.name == "dt" && wanted(row));
    rows.into_iter().filter(wanted).fold(command, |command, row| {
        let long = match row.name {
            "generate_dt" | "generate_time" if !training => row.name.trim_start_matches("generate_"),
            name => name,
        };
        let unit = if row.unit.is_empty() { String::new() } else { format!(" {}", row.unit) };
        let help = format!("{} [{}; default {}{unit}]", row.help, row.kind.limit(), row.default);
        command.arg(
            Arg::new(row.name)
                .long(long.replace('_', "-"))
                .value_name(row.name.to_uppercase())
                .help(help)
                .help_heading(format!("{:?}", row.group))
                .allow_negative_numbers(true),
        )
    })
}

/// Adds `--preset`.
pub fn add_preset(command: Command) -> Command {
    let names = PRESETS.iter().map(|preset| format!("{}: {}", preset.name, preset.help));
    let help = format!("Settings by name; explicit flags win. {}", names.collect::<Vec<_>>().join(" "));
    command.arg(Arg::new("preset").long("preset").value_name("NAME").help(help))
}

/// `base`, changed by the preset (its wanted rows) and then by the explicit flags.
pub fn settings(flags: &ArgMatches, base: Parameters, wanted: Wanted) -> Outcome<Parameters> {
    let mut parameters = base;
    let rows = table();
    let rows = || rows.iter().filter(|row| wanted(row));
    if let Ok(Some(name)) = flags.try_get_one::<String>("preset") {
        let preset = PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
            let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
            Refusal(format!("preset = {name}: must be one of {}", names.join(", ")))
        })?;
        for row in rows() {
            if let Some((_, text)) = preset.changes.iter().find(|(changed, _)| *changed == row.name) {
                parameters.set(row.name, &row.kind.parse(text))?;
            }
        }
    }
    for row in rows() {
        if let Some(text) = flags.get_one::<String>(row.name) {
            parameters.set(row.name, &row.kind.parse(text))?;
        }
    }
    parameters.validate()?;
    Ok(parameters)
}

/// The text of a flag that must be given.
pub fn required<'a>(flags: &'a ArgMatches, name: &str) -> Outcome<&'a str> {
    optional(flags, name).ok_or_else(|| Refusal(format!("--{name} is needed")))
}

/// The text of a flag, if given.
pub fn optional<'a>(flags: &'a ArgMatches, name: &str) -> Option<&'a str> {
    flags.get_one::<String>(name).map(String::as_str)
}

/// A whole number, if given.
pub fn whole(flags: &ArgMatches, name: &str, least: usize, most: usize) -> Outcome<Option<usize>> {
    let read = |text: &str| {
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| Refusal(format!("--{name}: is '{text}'; a whole number from {least} to {most}")))
    };
    optional(flags, name).map(read).transpose()
}

/// Whole numbers with commas between them, if given.
pub fn wholes(flags: &ArgMatches, name: &str, most: usize) -> Outcome<Option<Vec<usize>>> {
    let read = |text: &str| {
        let number = text.trim().parse().ok().filter(|number| *number <= most);
        number.ok_or_else(|| {
            Refusal(format!("--{name}: holds '{text}'; whole numbers from 0 to {most} with commas"))
        })
    };
    optional(flags, name).map(|text| text.split(',').map(read).collect()).transpose()
}
