//! `thermogen paper` on a small scale: every file is there and the numbers agree with each other.

use super::Folder;

#[test]
fn the_paper_in_small_has_its_figures_tables_and_report() {
    let folder = Folder::new();
    folder.good("glyphs --glyphs 0,1,2 --size 8 --per-class 2 --out g.idx --labels l.idx --seed 1");
    let small = "--hidden 18 --dt 0.01 --time 0.5 --iterations 6 --generate-time 0.3 --generate-dt 0.01";
    let report = folder
        .json(&format!("paper --images g.idx --labels l.idx --out p --seeds 2 --trajectories 30 {small}"));
    // Two sets at two scales by sgd, and one online, two seeds each.
    assert_eq!(report["trainings"], 10);
    let groups = report["summary"]["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 5);
    assert!(report["summary"]["online_difference_standard_error_percent"].is_number());
    let lines = |name: &str| String::from_utf8(folder.read(&format!("p/{name}"))).unwrap();
    let heat = lines("heat.csv");
    assert_eq!(heat.lines().count(), 1 + 10 * 30);
    let of_first = heat.lines().filter(|line| line.starts_with("0,1,sgd,"));
    let heats: Vec<f64> = of_first.map(|line| line.rsplit(',').next().unwrap().parse().unwrap()).collect();
    let mean = heats.iter().sum::<f64>() / heats.len() as f64;
    assert!((mean - groups[0]["heat_emitted_mean_kT"].as_f64().unwrap()).abs() < 1e-9 * mean.abs().max(1.0));
    assert_eq!(lines("runs.csv").lines().count(), 11);
    let text = lines("report.md");
    let size = |name: &str| {
        assert!(text.contains(name));
        let bytes = folder.read(&format!("p/{name}"));
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        (reader.info().width, reader.info().height)
    };
    let sheet = |columns: u32, rows: u32| (columns * 30 + 6, rows * 30 + 6);
    assert_eq!(size("trained-on.png"), sheet(3, 1));
    assert_eq!(size("strips.png"), sheet(10, 3));
    assert_eq!(size("samples.png"), sheet(5, 5));
    assert_eq!(size("couplings.png"), sheet(4, 4));
    assert!(folder.bad("paper --images g.idx --labels l.idx --out q --sets 3").contains("per-class"));
}
