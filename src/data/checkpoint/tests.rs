//! A saved model is loaded, and a changed one is refused by name.

use super::*;
use crate::data::tensors::Tensors;
use crate::parameters::VisibleCouplings;
use crate::physics::couplings::Couplings;
use crate::physics::dense::Dense;

fn model(visible_couplings: VisibleCouplings) -> Model {
    let parameters = Parameters { hidden: 4, visible_couplings, seed: u32::MAX, ..Parameters::default() };
    let network = Network::new(3, 2, &parameters).unwrap();
    let mut dense = Dense::zero(network.clone());
    dense.vh.iter_mut().enumerate().for_each(|(k, j)| *j = k as f32 * 0.1 - 1.0);
    for (i, j) in [(0, 1), (2, 3)] {
        dense.hh[i * 4 + j] = 0.5;
        dense.hh[j * 4 + i] = 0.5;
    }
    if !dense.vv.is_empty() {
        dense.vv[1] = -0.25;
        dense.vv[6] = -0.25;
    }
    let mut couplings = Couplings::from(dense);
    couplings.bias_hidden[3] = 1.5e-8;
    Model {
        parameters,
        couplings,
        classes: vec![0, 7],
        class_codes: vec![1.0, -1.0, 0.0, 1.0, -1.0, -1.0, 0.0, 1.0],
        class_centres: vec![0.5; 12],
        class_shares: vec![1.0, 2.0],
        copied_pixels: vec![5, 0],
        latents: None,
    }
}

/// The model's file after a change to its tensors and metadata.
fn changed(change: impl Fn(&mut Tensors, &mut Metadata)) -> String {
    let (mut tensors, mut metadata) = tensors::read(&save(&model(VisibleCouplings::Nearest))).unwrap();
    change(&mut tensors, &mut metadata);
    match load(&tensors::write(&tensors, &metadata)) {
        Ok(_) => "loaded".into(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_saved_is_loaded_to_the_bit() {
    for coupled in [VisibleCouplings::None, VisibleCouplings::Nearest, VisibleCouplings::All] {
        let model = model(coupled);
        let bytes = save(&model);
        let loaded = load(&bytes).unwrap();
        assert_eq!(loaded, model);
        assert_eq!(save(&loaded), bytes);
    }
}

#[test]
fn degenerate_networks_survive_too() {
    for (hidden, hidden_couplings) in [(0, true), (0, false), (3, false)] {
        let parameters = Parameters { hidden, hidden_couplings, ..Parameters::default() };
        let couplings = Couplings::zero(Network::new(1, 1, &parameters).unwrap());
        let model = Model::new(parameters, couplings);
        assert_eq!(load(&save(&model)).unwrap(), model);
    }
}

type Change = fn(&mut Tensors, &mut Metadata);

#[test]
fn a_changed_file_says_what_is_wrong() {
    fn set(tensors: &mut Tensors, name: &str, at: usize, value: f32) {
        tensors.get_mut(name).unwrap().values[at] = value;
    }
    let cases: [(Change, &str); 23] = [
        (|_, _| (), "loaded"),
        (|_, m| drop(m.insert("note".into(), "mine".into())), "loaded"),
        (|_, m| drop(m.remove("ridge")), "loaded"),
        (|_, m| drop(m.remove("kt")), "kt: is missing from the metadata"),
        (|_, m| drop(m.insert("kt".into(), "-1".into())), "kt: is -1; must be a number from 0"),
        (|_, m| drop(m.insert("kt".into(), "NaN".into())), "kt: is NaN"),
        (|_, m| drop(m.insert("seed".into(), "5e9".into())), "seed: is 5000000000; must be a whole number"),
        (|_, m| drop(m.insert("schema_version".into(), "2".into())), "schema_version: is 2; 1"),
        (|_, m| m.clear(), "schema_version: is missing"),
        (|_, m| drop(m.insert("width".into(), "-3".into())), "width: is '-3'; a number"),
        (|_, m| drop(m.insert("width".into(), "4294967296".into())), "size: is 4294967296x2"),
        (|_, m| drop(m.insert("width".into(), "4".into())), "class_centres: has shape [2, 6]; [2, 8]"),
        (|_, m| drop(m.insert("hidden".into(), "3".into())), "class_codes: has shape [2, 4]; [2, 3]"),
        (|_, m| drop(m.insert("readout_scale".into(), "0".into())), "readout_scale: is 0"),
        (|_, m| drop(m.insert("copied_pixels".into(), "6".into())), "copied_pixels: do not fit"),
        (|_, m| drop(m.insert("classes".into(), "0,300".into())), "classes: is '0,300'"),
        (|_, m| drop(m.insert("classes".into(), "7,0".into())), "classes: are not ascending"),
        (
            |t, _| set(t, "couplings_hh", 1, 0.75),
            "couplings_hh: [1, 0] is 0.5, [0, 1] is 0.75; must be symmetric",
        ),
        (|t, _| set(t, "couplings_hh", 5, 0.75), "couplings_hh: [1, 1] is 0.75; must be 0 on the diagonal"),
        (
            |t, _| {
                set(t, "couplings_vv", 2, 1.0);
                set(t, "couplings_vv", 12, 1.0)
            },
            "couplings_vv: [2, 0] is 1; must be 0",
        ),
        (|t, _| set(t, "bias_visible", 0, 1.0), "bias_visible: is not 0; 0 where visible_biases is off"),
        (|t, _| drop(t.remove("bias_hidden")), "bias_hidden: is missing; a tensor of shape [4]"),
        (
            |t, _| drop(t.insert("extra".into(), Tensor { shape: vec![0], values: vec![] })),
            "extra: is not a tensor",
        ),
    ];
    for (change, expected) in cases {
        let message = changed(change);
        assert!(message.starts_with(expected), "{message} / {expected}");
    }
}

#[cfg(not(target_family = "wasm"))]
mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_changed_byte_never_panics(position in 0usize..100_000, value in any::<u8>()) {
            let mut bytes = save(&model(VisibleCouplings::All));
            let position = position % bytes.len();
            bytes[position] = value;
            let _ = load(&bytes);
        }

        #[test]
        fn odd_metadata_never_panics(name in 0usize..40, text in ".{0,12}") {
            let (tensors, mut metadata) = tensors::read(&save(&model(VisibleCouplings::All))).unwrap();
            let name = metadata.keys().nth(name % metadata.len()).unwrap().clone();
            metadata.insert(name, text);
            let _ = load(&tensors::write(&tensors, &metadata));
        }
    }
}
