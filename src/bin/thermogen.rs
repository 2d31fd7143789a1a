//! The command `thermogen`; all it does is in the library's `cli` module.

fn main() -> std::process::ExitCode {
    thermogen::cli::main()
}
