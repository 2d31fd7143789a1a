//! The command line, run as people run it: files in a folder of their own, exit codes, one line
//! for every refusal, nothing half-written.

mod bad_input;
mod files_people_have;
mod latents;
mod losses;
mod paper;
mod parts;
mod physics;
mod pictures;
mod prices;
mod quality;
mod replays;
mod round_trips;

use std::process::{Command, Output};

use tempfile::TempDir;
use thermogen::data::{npy, tensors};

/// A folder of its own in which commands run.
struct Folder(TempDir);

/// Small enough to train in a blink.
const SMALL: &str = "--glyphs 0,1,2 --size 8 --hidden 12 --dt 0.01 --time 0.5 --trainer sgd --iterations 4";

impl Folder {
    /// An empty folder.
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with a small trained model `m`.
    fn with_model() -> Self {
        let folder = Self::new();
        folder.good(&format!("train {SMALL} --seed 7 --out m"));
        folder
    }

    /// The folder.
    fn path(&self) -> &std::path::Path {
        self.0.path()
    }

    /// Runs the command with arguments split at spaces.
    fn run(&self, arguments: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thermogen"));
        command.current_dir(self.path()).args(arguments.split_whitespace()).output().unwrap()
    }

    /// Runs a command that must succeed on a given number of cores.
    fn good_on(&self, cores: usize, arguments: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thermogen"));
        command.current_dir(self.path()).env("RAYON_NUM_THREADS", cores.to_string());
        let output = command.args(arguments.split_whitespace()).output().unwrap();
        assert!(output.status.success(), "{arguments}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs a command that must succeed and say nothing on standard error.
    fn good(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{arguments}: {err}");
        assert_eq!(err, "", "{arguments}");
        out
    }

    /// The object that a command prints with --json.
    fn json(&self, arguments: &str) -> serde_json::Value {
        serde_json::from_str(&self.good(&format!("{arguments} --json"))).unwrap()
    }

    /// Runs a command that must be refused: exit code 2, one line, no new file. Returns the line.
    fn bad(&self, arguments: &str) -> String {
        let before = self.files();
        let output = self.run(arguments);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{arguments}: {out}{err}");
        assert_eq!(out, "", "{arguments}");
        assert_eq!(err.lines().count(), 1, "{arguments}: {err}");
        assert_eq!(self.files(), before, "{arguments} left a file");
        err.trim_end().to_owned()
    }

    /// The names of all files, hidden ones too.
    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// A file's bytes.
    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).unwrap()
    }

    /// Puts a file there.
    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }

    /// An array from a file.
    fn npy(&self, name: &str) -> npy::Array {
        npy::read(&self.read(name)).unwrap()
    }

    /// Tensors from a file.
    fn tensors(&self, name: &str) -> (tensors::Tensors, tensors::Metadata) {
        tensors::read(&self.read(name)).unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
