//! The paper's Fig. 2 as pictures: generation strips, final samples, coupling maps.

use crate::Outcome;
use thermogen::data::images::ImageSet;
use thermogen::learn::quality::overlaps;
use thermogen::model::Model;
use thermogen::parameters::Parameters;
use thermogen::physics::readout::Readout;

/// Screen pixels per unit.
const ZOOM: usize = 3;
/// Screen pixels between pictures.
const GAP: usize = 6;
/// States in a strip.
const FRAMES: u32 = 10;
/// Trajectories among which the strips are found.
pub const SAMPLES: usize = 200;

type Colour = [u8; 3];

/// File names and PNG bytes.
pub fn files(model: &Model, parameters: &Parameters, set: &ImageSet) -> Outcome<Vec<(String, Vec<u8>)>> {
    let network = model.couplings.network();
    let (nv, width) = (network.visible(), network.width());
    let readout = Readout::new(parameters);
    let grey = |x: &f32| [(255.0 * readout.brightness(*x)).round() as u8; 3];
    let picture = |units: &[f32]| units[..nv].iter().map(grey).collect::<Vec<Colour>>();
    let states = super::frames(model, parameters, SAMPLES, FRAMES)?;
    let last = &states[FRAMES as usize - 1];
    let targets = set.scaled(parameters.scale, parameters.scale_factor)?;
    let strips: Vec<Vec<Colour>> = strips(last, &targets, nv)
        .into_iter()
        .flat_map(|sample| states.iter().map(move |frame| &frame[sample]))
        .map(|units| picture(units))
        .collect();
    let samples: Vec<Vec<Colour>> = last.iter().take(25).map(|units| picture(units)).collect();
    // Evenly spread: the first ones copy pixels of the margin and look alike.
    let shown = network.hidden().min(16);
    let maps: Vec<Vec<f32>> = (0..shown)
        .map(|k| nv + k * network.hidden() / shown)
        .map(|j| (0..nv).map(|i| model.couplings.get(i, j)).collect())
        .collect();
    let largest = maps.iter().flatten().fold(1e-12f32, |m, x| m.max(x.abs()));
    let maps: Vec<Vec<Colour>> =
        maps.iter().map(|map| map.iter().map(|x| signed(x / largest)).collect()).collect();
    let trained: Vec<Vec<Colour>> =
        set.pixels().chunks(nv).map(|image| image.iter().map(|&p| [p; 3]).collect()).collect();
    Ok(vec![
        ("trained-on.png".into(), sheet(&trained, trained.len(), width)?),
        ("strips.png".into(), sheet(&strips, FRAMES as usize, width)?),
        ("samples.png".into(), sheet(&samples, 5, width)?),
        ("couplings.png".into(), sheet(&maps, 4, width)?),
    ])
}

/// For each target the trajectory that ends nearest to it.
fn strips(last: &[Vec<f32>], targets: &[f32], nv: usize) -> Vec<usize> {
    let overlaps: Vec<Vec<f64>> = last.iter().map(|units| overlaps(&units[..nv], targets)).collect();
    let best = |target: usize| {
        let larger = |a: &usize, b: &usize| overlaps[*a][target].total_cmp(&overlaps[*b][target]);
        (0..last.len()).max_by(larger)
    };
    (0..targets.len() / nv).filter_map(best).collect()
}

/// −1 blue, 0 white, 1 red.
fn signed(x: f32) -> Colour {
    let fade = (255.0 * (1.0 - x.abs().min(1.0))).round() as u8;
    if x < 0.0 { [fade, fade, 255] } else { [255, fade, fade] }
}

/// Pictures of `width` units a row, side by side in `columns`, as a PNG.
fn sheet(pictures: &[Vec<Colour>], columns: usize, width: usize) -> Outcome<Vec<u8>> {
    let height = pictures.first().map_or(1, |picture| picture.len() / width);
    let rows = pictures.len().div_ceil(columns.max(1));
    let (across, down) = (columns * (width * ZOOM + GAP) + GAP, rows * (height * ZOOM + GAP) + GAP);
    let mut pixels = vec![[250u8; 3]; across * down];
    for (place, picture) in pictures.iter().enumerate() {
        let (left, top) =
            (GAP + place % columns * (width * ZOOM + GAP), GAP + place / columns * (height * ZOOM + GAP));
        for (y, x) in (0..height * ZOOM).flat_map(|y| (0..width * ZOOM).map(move |x| (y, x))) {
            pixels[(top + y) * across + left + x] = picture[y / ZOOM * width + x / ZOOM];
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, across as u32, down as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(pixels.as_flattened())?;
    Ok(bytes)
}
