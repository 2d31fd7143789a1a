//! Couplings in factors against the same pairs as numbers, and the first law.

mod factors;

use factors::{numbers, settings, tiny, trained};
use thermogen::check::reference::{Reference, wide};
use thermogen::model::Model;
use thermogen::parameters::{CouplingForm, Parameters, VisibleCouplings};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::factored::Factored;
use thermogen::physics::generation::Generation;
use thermogen::physics::network::Network;
use thermogen::physics::on_site::OnSite;
use thermogen::physics::pairs::Form;
use thermogen::physics::potential::energy;
use thermogen::simd::Block;

/// A model in factors with its random but fixed training.
fn models() -> Vec<Model> {
    settings().iter().map(|p| trained(p, &tiny(2), 2).0).collect()
}

#[test]
fn the_form_does_not_change_energies_forces_rows_and_ablations() {
    for mut model in models() {
        for cut in [false, true] {
            if cut && model.couplings.network().hidden() > 0 {
                model.couplings.cut(1);
            }
            let theta = &model.couplings;
            let (on_site, n) = (OnSite::new(&model.parameters), theta.network().units());
            let mut dense = Couplings::from(theta.to_dense());
            dense.bias_visible.clone_from(&theta.bias_visible);
            dense.bias_hidden.clone_from(&theta.bias_hidden);
            dense.check().unwrap();
            theta.check().unwrap();
            assert_eq!((theta.form(), dense.form()), (Form::Factored, Form::Dense));
            let x: Vec<f32> = numbers(n, 7).iter().map(|&x| x as f32).collect();
            let drive = vec![0.25; n];
            let (ours, theirs) = (energy(on_site, theta, &drive, &x), energy(on_site, &dense, &drive, &x));
            for ((name, ours), (_, theirs)) in ours.parts().into_iter().zip(theirs.parts()) {
                assert!((ours - theirs).abs() < 1e-6, "{name}: {ours} {theirs}");
            }
            let naive = Reference::new(&model.parameters, &dense);
            let gradient = naive.gradient(&wide(&x));
            for (i, force) in theta.linear_gradient(&wide(&x)).into_iter().enumerate() {
                let own = on_site.gradient(f64::from(x[i]));
                assert!((force + own - gradient[i]).abs() < 1e-5);
                assert_eq!(theta.row(i)[i], 0.0);
                (0..n).for_each(|k| assert!((theta.row(i)[k] - theta.get(i, k)).abs() < 1e-7));
            }
            // The product in f32, with eight samples.
            let slots = theta.network().to_slots(&x);
            let blocks: Vec<Block> = slots.iter().map(|&x| Block([x; 8])).collect();
            let mut product = vec![Block::default(); blocks.len()];
            theta.product().multiply(&blocks, &mut product);
            for (i, force) in theta.times(&wide(&x)).into_iter().enumerate() {
                assert!((f64::from(product[theta.network().slot(i)].0[3]) - force).abs() < 1e-5);
            }
        }
    }
}

#[test]
fn a_run_obeys_the_first_law_and_one_sample_is_as_many() {
    for model in models() {
        let p = Parameters { generate_time: 1.0, cool: 0.2, ..model.parameters.clone() };
        let mut run = Generation::new(model.clone(), p.clone(), 0, 9).unwrap();
        run.sum_midpoints();
        let start: Vec<f64> = (0..9).map(|sample| run.energy(sample).total()).collect();
        run.advance(u32::MAX).unwrap();
        for (sample, start) in start.into_iter().enumerate() {
            let heats = run.midpoint_heats(sample).unwrap();
            let lost = start - run.energy(sample).total();
            let heat = run.heat_emitted(sample).total() + run.heat_of_cooling(sample).total();
            assert!((heat - lost).abs() < 1e-9 * lost.abs().max(1.0));
            assert!((heats[0] + heats[1] - lost).abs() < 1e-9 * lost.abs().max(1.0), "{heats:?} {lost}");
            let mut alone = Generation::new(model.clone(), p.clone(), sample as u32, 1).unwrap();
            alone.advance(u32::MAX).unwrap();
            assert_eq!(alone.units(0), run.units(sample));
        }
    }
}

/// The checks above find the mistake they are for: with J_ii left in, they fail.
#[test]
fn a_forgotten_diagonal_is_caught() {
    let p = &settings()[3];
    let model = trained(p, &tiny(2), 2).0;
    let factored = model.couplings.factored().unwrap();
    let n = factored.network().units();
    let x = numbers(n, 7);
    // F (M Fᵀ x): the product without d_i x_i.
    let columns: usize = factored.ranks().iter().sum();
    let (f, m) = (wide(&factored.factors()), wide(model.couplings.blocks()[2]));
    let z: Vec<f64> = (0..columns).map(|c| (0..n).map(|i| f[i * columns + c] * x[i]).sum()).collect();
    let w: Vec<f64> = m.chunks(columns).map(|row| row.iter().zip(&z).map(|(m, z)| m * z).sum()).collect();
    let dense = Couplings::from(model.couplings.to_dense());
    let mut apart = 0.0f64;
    for (i, want) in dense.times(&x).into_iter().enumerate() {
        let forgotten: f64 = f[i * columns..(i + 1) * columns].iter().zip(&w).map(|(f, w)| f * w).sum();
        assert!((forgotten - factored.diagonal()[i] * x[i] - want).abs() < 1e-6);
        apart = apart.max((forgotten - want).abs());
    }
    assert!(apart > 1e-2, "{apart}");
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    let p = settings()[0].clone();
    let network = Network::new(3, 2, &p).unwrap();
    assert!(Factored::new(network.clone(), &[0.0; 12], &[0.0; 5], &[0.0; 9]).is_some());
    assert!(Factored::new(network.clone(), &[0.0; 13], &[0.0; 5], &[0.0; 9]).is_none());
    assert!(Factored::new(network, &[0.0; 12], &[0.0; 5], &[0.0; 8]).is_none());
    let nearest = Parameters { visible_couplings: VisibleCouplings::Nearest, ..p.clone() };
    assert_eq!(nearest.validate().unwrap_err().name(), "couplings");
    let dense = Parameters { couplings: CouplingForm::Dense, ..p.clone() };
    assert!(Network::new(65, 64, &dense).is_err() && Network::new(65, 64, &p).is_ok());
    assert_eq!(Network::of_channels([256, 256, 3], &p).unwrap().visible(), 196_608);
    assert!(Network::of_channels([256, 256, 2], &p).is_err());
}
