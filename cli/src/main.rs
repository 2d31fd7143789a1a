//! The command line: flags in, files out, one line when something is wrong.
//!
//! Flags, their help and the wording of refusals come from the parameter table. Every command
//! takes `--json` (one object on standard output, all else on standard error) and exits with 2 on
//! bad input or when its result cannot be written, with 1 where what it was to check does not hold.

mod bench;
mod check;
mod files;
mod flags;
mod forecast;
mod generate;
mod glyphs;
mod gradient;
mod inspect;
mod loss;
mod merge;
mod models;
mod moments;
mod noise;
mod paper;
mod quality;
mod replay;
mod report;
mod source;
mod sweep;
mod train;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind as Usage};

use report::{Format, Report};

/// Why a command stopped: one line for people.
#[derive(Debug)]
struct Refusal(String);

/// The result of a command.
type Outcome<T> = Result<T, Refusal>;

impl<E: std::error::Error> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

#[derive(Parser)]
#[command(name = "thermogen", version, about = env!("CARGO_PKG_DESCRIPTION"), subcommand_required = true)]
struct Call {
    #[command(subcommand)]
    command: Command,
    /// Print one JSON object on standard output, all else on standard error
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    Train(train::Flags),
    Moments(moments::Flags),
    Merge(merge::Flags),
    Generate(Box<generate::Flags>),
    Noise(noise::Flags),
    Gradient(gradient::Flags),
    Loss(loss::Flags),
    Glyphs(glyphs::Flags),
    Check(check::Flags),
    Replay(replay::Flags),
    Paper(paper::Flags),
    Quality(quality::Flags),
    Inspect(inspect::Flags),
    Sweep(sweep::Flags),
    Bench(bench::Flags),
}

/// Runs the command that the process was called with.
fn main() -> ExitCode {
    // Negative numbers are values, so that the table and not the parser refuses them.
    let values = |arg: clap::Arg| match arg.get_action().takes_values() && !arg.is_positional() {
        true => arg.allow_negative_numbers(true),
        false => arg,
    };
    let command = Call::command().mut_subcommands(|command| command.mut_args(values));
    let call = command.try_get_matches().and_then(|matches| Call::from_arg_matches(&matches));
    let call = match call {
        Ok(call) => call,
        Err(error) => return usage(&error),
    };
    let format = if call.json { Format::Json } else { Format::Lines };
    match run(&call.command).and_then(|report| report.print(format).map(|()| report)) {
        Ok(report) if report.failed() => ExitCode::FAILURE,
        Ok(_) => ExitCode::SUCCESS,
        Err(Refusal(line)) => refuse(&line),
    }
}

fn run(command: &Command) -> Outcome<Report> {
    match command {
        Command::Train(flags) => train::run(flags),
        Command::Moments(flags) => moments::run(flags),
        Command::Merge(flags) => merge::run(flags),
        Command::Generate(flags) => generate::run(flags),
        Command::Noise(flags) => noise::run(flags),
        Command::Gradient(flags) => gradient::run(flags),
        Command::Loss(flags) => loss::run(flags),
        Command::Glyphs(flags) => glyphs::run(flags),
        Command::Replay(flags) => replay::run(flags),
        Command::Paper(flags) => paper::run(flags),
        Command::Check(_) => check::run(),
        Command::Quality(flags) => quality::run(flags),
        Command::Inspect(flags) => inspect::run(flags),
        Command::Sweep(flags) => sweep::run(flags),
        Command::Bench(flags) => bench::run(flags),
    }
}

/// Says why in one line; the exit code tells it where nobody can read the line.
fn refuse(line: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "thermogen: {line}");
    ExitCode::from(2)
}

/// Says something that is no reason to stop.
fn warn(line: &str) -> Outcome<()> {
    match writeln!(std::io::stderr(), "thermogen: {line}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Refusal(format!("standard error cannot be written ({error})")))
        }
        _ => Ok(()),
    }
}

/// Help and version go to standard output; a wrong call is told in one line.
fn usage(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), Usage::DisplayHelp | Usage::DisplayVersion) {
        let printed = error.print().and_then(|()| std::io::stdout().flush());
        return match printed {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                refuse(&format!("standard output cannot be written ({error})"))
            }
            _ => ExitCode::SUCCESS,
        };
    }
    let text = error.to_string();
    let said = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
    let line =
        said.filter(|line| !line.is_empty() && !line.starts_with("For more")).collect::<Vec<_>>().join(" ");
    refuse(line.trim_start_matches("error: "))
}
