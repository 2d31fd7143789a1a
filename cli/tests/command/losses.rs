//! Nothing is lost: outputs spare inputs, modes and links; a result that cannot be written is told.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use super::{Folder, SMALL, text};

const GENERATE: &str = "generate --model m --samples 2 --time 0.2";

/// A folder with a model, glyphs as IDX files and their labels.
fn folder() -> Folder {
    let folder = Folder::with_model();
    folder.good("glyphs --glyphs 0,1,2 --per-class 2 --size 8 --out g.idx --labels l.idx");
    folder
}

fn shell(folder: &Folder, line: &str) -> Output {
    let line = line.replace("thermogen", env!("CARGO_BIN_EXE_thermogen"));
    Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output().unwrap()
}

#[test]
fn an_output_that_is_an_input_or_another_output_is_refused_before_any_work() {
    let folder = folder();
    fs::hard_link(folder.path().join("g.idx"), folder.path().join("hard")).unwrap();
    folder.good(&format!("{GENERATE} --out x.npy"));
    folder.write("t.json", b"{}");
    folder.good("moments --images g.idx --indices 0,1 --hidden 4 --part 1/1 --out part.1");
    fs::create_dir(folder.path().join("sub")).unwrap();
    let train = SMALL.replace("--glyphs 0,1,2 --size 8", "--images g.idx --labels l.idx --indices 0,1");
    for call in [
        format!("train {train} --out g.idx"),
        format!("train {train} --out sub/../g.idx"),
        format!("train {train} --out hard"),
        format!("train {train} --out l.idx"),
        format!("train {train} --out n --receipt g.idx"),
        format!("train {train} --out n --receipt ./n"),
        format!("{GENERATE} --out m"),
        format!("{GENERATE} --out ./m"),
        format!("{GENERATE} --out y --pixels y"),
        format!("{GENERATE} --out y --heat sub/../y"),
        format!("{GENERATE} --out y --receipt y"),
        format!("{GENERATE} --out x.npy --start x.npy"),
        format!("{GENERATE} --out t.json --trained t.json"),
        format!("{GENERATE} --out - --pixels -"),
        "noise --model m --images g.idx --indices 0 --out d --displacements d".into(),
        "noise --model m --images g.idx --indices 0 --out d --displacements g.idx".into(),
        "gradient --model m --trajectory x.npy --displacements x.npy --out x.npy".into(),
        "gradient --model m --trajectory x.npy --displacements x.npy --out m".into(),
        "glyphs --out q --labels q".into(),
        "inspect --model m --spectrum m".into(),
        "sweep --model m --values 1 --out m".into(),
        "merge x.npy x.npy --out sub/../x.npy".into(),
        "train --images g.idx --indices 0,1 --trainer exact --hidden 4 --moments part.1 --out part.1".into(),
        "train --images g.idx --indices 0,1 --trainer exact --hidden 4 --moments part.* --out n --receipt part.1"
            .into(),
    ] {
        let before = folder.files().into_iter().filter(|name| name != "sub");
        let before: Vec<_> = before.map(|name| folder.read(&name)).collect();
        assert!(folder.bad(&call).contains("is the same file as"), "{call}");
        let after = folder.files().into_iter().filter(|name| name != "sub");
        assert_eq!(before, after.map(|name| folder.read(&name)).collect::<Vec<_>>(), "{call}");
    }
    folder.write("sub/heat.csv", &folder.read("g.idx"));
    let paper = "paper --images sub/heat.csv --labels l.idx --out sub --sets 1 --seeds 1";
    assert!(folder.bad(paper).contains("is the same file as"));
    folder.good(&format!("{GENERATE} --out /dev/null --pixels /dev/null"));
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_mode_its_links_and_its_other_names() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    folder.write("a", b"old");
    fs::set_permissions(at("a"), fs::Permissions::from_mode(0o600)).unwrap();
    folder.good(&format!("{GENERATE} --out a"));
    assert_eq!((mode(&at("a")), &folder.read("a")[1..6]), (0o600, b"NUMPY".as_slice()));

    fs::set_permissions(at("a"), fs::Permissions::from_mode(0o444)).unwrap();
    let before = folder.read("a");
    assert!(folder.bad(&format!("{GENERATE} --seed 9 --out a")).contains("is read-only"));
    assert_eq!(folder.read("a"), before);

    folder.write("b", b"old");
    fs::hard_link(at("b"), at("c")).unwrap();
    folder.good(&format!("{GENERATE} --out b"));
    assert_eq!(folder.read("b"), folder.read("c"));
    assert_eq!(&folder.read("c")[1..6], b"NUMPY");

    fs::create_dir(at("far")).unwrap();
    symlink("far/there", at("dangling")).unwrap();
    folder.good(&format!("{GENERATE} --out dangling"));
    assert!(fs::symlink_metadata(at("dangling")).unwrap().is_symlink());
    assert_eq!(folder.read("far/there"), folder.read("b"));
    symlink("round", at("round")).unwrap();
    assert!(folder.bad(&format!("{GENERATE} --out round")).contains("circle"));
    assert!(!folder.files().iter().any(|name| name.starts_with(".thermogen")));
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_an_error_of_one_line() {
    let folder = folder();
    for line in [
        "thermogen loss --model m --glyphs 0 --size 8 --trajectories 1 --json > /dev/full",
        "thermogen loss --model m --glyphs 0 --size 8 --trajectories 1 > /dev/full",
        "thermogen --help > /dev/full",
        "thermogen generate --model m --samples 2 --time 0.2 --out - > /dev/full",
        "thermogen generate --model m --samples 2 --time 0.2 --out /dev/full",
    ] {
        let output = shell(&folder, line);
        let said = text(&output.stderr);
        assert_eq!((output.status.code(), said.lines().count()), (Some(2), 1), "{line}: {said}");
    }
    // The prediction of a step that is too large cannot be told either.
    for line in
        ["thermogen nosuch 2> /dev/full", "thermogen generate --model m --dt 0.5 --out s 2> /dev/full"]
    {
        assert_eq!(shell(&folder, line).status.code(), Some(2), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn an_object_that_nobody_reads_is_an_error() {
    let folder = folder();
    let loss = "loss --model m --glyphs 0 --size 8 --trajectories 1";
    for (json, code) in [("--json", Some(2)), ("", Some(0))] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_thermogen"));
        let arguments = loss.split(' ').chain(Some(json).filter(|json| !json.is_empty()));
        command.args(arguments).current_dir(folder.path()).stdout(writer).stderr(Stdio::piped());
        assert_eq!(command.output().unwrap().status.code(), code, "{json}");
    }
}

#[test]
fn a_path_with_an_equals_sign_is_a_path() {
    let folder = folder();
    for path in [
        "runs/seed=7/receipt.json",
        "seed=7.json",
        "./seed=7",
        "seed=7/receipt.JSON",
        "seed=7.txt",
        "a=b.safetensors",
        "https://x.example/lab.html*v=1&seed=7",
    ] {
        let line = folder.bad(&format!("replay {path}"));
        assert!(line.contains(path) && line.contains("cannot be read"), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn a_dash_is_standard_input_and_output() {
    let folder = folder();
    folder.good(&format!("{GENERATE} --out s --pixels p"));
    let output = shell(&folder, "thermogen generate --model - --samples 2 --time 0.2 --out - < m");
    assert_eq!((output.status.code(), &output.stdout), (Some(0), &folder.read("s")));
    assert!(text(&output.stderr).contains("fingerprint"));
    let json =
        shell(&folder, "thermogen generate --model m --samples 2 --time 0.2 --out t --pixels - --json");
    assert_eq!(json.stdout, folder.read("p"));
    assert!(text(&json.stderr).starts_with('{'));
    let train = SMALL.replace("--glyphs 0,1,2 --size 8", "--images - --indices 0,1");
    assert!(shell(&folder, &format!("thermogen train {train} --out n < g.idx")).status.success());
    let over = shell(&folder, &format!("thermogen train {train} --out g.idx < g.idx"));
    assert_eq!(over.status.code(), Some(2));
    assert!(!folder.files().iter().any(|name| name == "-"));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_and_names_with_commas_work() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let folder = folder();
    let odd = OsStr::from_bytes(b"s\xff.npy");
    let mut command = Command::new(env!("CARGO_BIN_EXE_thermogen"));
    command
        .current_dir(folder.path())
        .args(GENERATE.split(' '))
        .arg("--pixels")
        .arg(odd)
        .args(["--out", "a,b"]);
    assert!(command.output().unwrap().status.success());
    assert!(folder.path().join(odd).exists() && folder.path().join("a,b").exists());
    fs::rename(folder.path().join(odd), folder.path().join("p,1.npy")).unwrap();
    fs::copy(folder.path().join("p,1.npy"), folder.path().join("q.npy")).unwrap();
    folder.good("glyphs --glyphs 0,1,2 --per-class 9 --size 8 --out i --labels j");
    let measured =
        folder.json("quality --pixels q.npy,p,1.npy,q.npy --class 0,1,2 --images i --labels j --per-class 3");
    assert_eq!(measured["samples"], 6);
}
