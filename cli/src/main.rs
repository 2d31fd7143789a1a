//! The command line: flags in, files out, one line when something is wrong.
//!
//! Flags, their help and the wording of refusals come from the parameter table. Every command
//! takes `--json` (one object on standard output, all else on standard error) and exits with 2 on
//! bad input, with 1 where what it was to check does not hold.

mod bench;
mod check;
mod files;
mod flags;
mod generate;
mod glyphs;
mod gradient;
mod inspect;
mod loss;
mod models;
mod noise;
mod paper;
mod quality;
mod replay;
mod report;
mod source;
mod sweep;
mod train;

use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, error::ErrorKind};

use report::Report;

/// Why a command stopped: one line for people.
#[derive(Debug)]
struct Refusal(String);

/// What a command comes to.
type Outcome<T> = Result<T, Refusal>;

impl<E: std::error::Error> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Runs the command that the process was called with.
fn main() -> ExitCode {
    let matches = match command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return usage(&error),
    };
    match run(&matches) {
        Ok(report) => {
            report.print(matches.get_flag("json"));
            if report.failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(Refusal(line)) => {
            eprintln!("thermogen: {line}");
            ExitCode::from(2)
        }
    }
}

fn command() -> Command {
    let json = Arg::new("json")
        .long("json")
        .action(ArgAction::SetTrue)
        .global(true)
        .help("Print one JSON object on standard output, all else on standard error");
    Command::new("thermogen")
        .version(env!("CARGO_PKG_VERSION"))
        .about(env!("CARGO_PKG_DESCRIPTION"))
        .subcommand_required(true)
        .arg(json)
        .subcommands([
            train::command(),
            generate::command(),
            noise::command(),
            gradient::command(),
            loss::command(),
            glyphs::command(),
            check::command(),
            replay::command(),
            paper::command(),
            quality::command(),
            inspect::command(),
            sweep::command(),
            bench::command(),
        ])
}

fn run(matches: &ArgMatches) -> Outcome<Report> {
    match matches.subcommand() {
        Some(("train", flags)) => train::run(flags),
        Some(("generate", flags)) => generate::run(flags),
        Some(("noise", flags)) => noise::run(flags),
        Some(("gradient", flags)) => gradient::run(flags),
        Some(("loss", flags)) => loss::run(flags),
        Some(("glyphs", flags)) => glyphs::run(flags),
        Some(("replay", flags)) => replay::run(flags),
        Some(("paper", flags)) => paper::run(flags),
        Some(("check", flags)) => check::run(flags),
        Some(("quality", flags)) => quality::run(flags),
        Some(("inspect", flags)) => inspect::run(flags),
        Some(("sweep", flags)) => sweep::run(flags),
        Some(("bench", flags)) => bench::run(flags),
        _ => Err(Refusal("no command is given; see thermogen --help".into())),
    }
}

/// Help and version go to standard output; a wrong call is told in one line.
fn usage(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A closed pipe is no reason to complain.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let said = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
    let line =
        said.filter(|line| !line.is_empty() && !line.starts_with("For more")).collect::<Vec<_>>().join(" ");
    eprintln!("thermogen: {}", line.trim_start_matches("error: "));
    ExitCode::from(2)
}
