//! The whole set of measures by the feature net: of samples read cooled and hot, of other real digits (the
//! floor) and of noise (the ceiling), with standard errors over the files, which are of different seeds.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::Real;
use super::features::{Compared, NEIGHBOURS, Points};
use super::net::{Net, SIDE};
use crate::{Outcome, Refusal};
use thermogen::kernels::philox::{Purpose, Stream};
use thermogen::learn::class_quality::{ClassQuality, Labelled};
use thermogen::learn::quality::Quality;
use thermogen::statistics::Statistics;

/// Samples of which overlaps are measured at a time.
const BATCH: usize = 50;

/// Images with the class that each was asked for or has.
pub struct Set {
    /// Brightness, images × pixels.
    pub bright: Vec<f32>,
    /// Classes.
    pub classes: Vec<u8>,
}

/// All that samples are compared with.
pub struct Whole {
    net: Net,
    reference: Points,
    others: Set,
    training: Real,
    unseen: Real,
}

impl Whole {
    /// Of every two unseen images of a class one is the reference and one is of the floor.
    pub fn new(net: Net, training: Real, unseen: Real, pixels: usize) -> Outcome<Self> {
        if pixels != SIDE * SIDE {
            return Err(Refusal(format!("--net: sees {SIDE} × {SIDE} pixels; these images have {pixels}")));
        }
        let mut of_class = [0usize; 256];
        let (mut reference, mut others) = (Vec::new(), Set { bright: Vec::new(), classes: Vec::new() });
        for (image, &class) in unseen.bright.chunks(pixels).zip(&unseen.labels) {
            let seen = &mut of_class[usize::from(class)];
            *seen += 1;
            if *seen % 2 == 1 {
                reference.extend_from_slice(image);
            } else {
                others.bright.extend_from_slice(image);
                others.classes.push(class);
            }
        }
        let reference = Points::new(features(&net, &reference)?);
        Ok(Whole { net, reference, others, training, unseen })
    }

    /// The rows of the floor and of the ceiling, as many images each.
    pub fn bounds(&self) -> Outcome<[Value; 2]> {
        let mut stream = Stream::new(0, Purpose::Check, 0);
        let bright = self.others.bright.iter().map(|_| stream.uniform() as f32).collect();
        let noise = Set { bright, classes: self.others.classes.clone() };
        Ok([self.row(std::slice::from_ref(&self.others))?, self.row(&[noise])?])
    }

    /// The row of sets of samples: means over the sets and, of several, standard errors.
    pub fn row(&self, sets: &[Set]) -> Outcome<Value> {
        let rows = sets.iter().map(|set| self.measures(set)).collect::<Outcome<Vec<_>>>()?;
        let mut object = Map::new();
        object.insert("samples".into(), json!(sets.iter().map(|set| set.classes.len()).sum::<usize>()));
        for (k, (name, _)) in rows[0].iter().enumerate() {
            let numbers: Vec<f64> = rows.iter().map(|row| row[k].1).collect();
            let statistics = Statistics::new(&numbers);
            object.insert((*name).into(), json!(statistics.mean));
            if numbers.len() > 1 {
                object.insert(format!("{name}_standard_error"), json!(statistics.standard_error));
            }
        }
        Ok(Value::Object(object))
    }

    fn measures(&self, set: &Set) -> Outcome<Vec<(&'static str, f64)>> {
        let seen = self.net.see(&set.bright);
        let right = seen.iter().zip(&set.classes).filter(|(seen, class)| seen.class == **class).count();
        let points = seen.into_iter().map(|seen| seen.features).collect();
        let Compared { frechet, precision, recall, density, coverage } =
            self.reference.compare(&Points::new(enough(points)?));
        let labelled = |bright, labels| {
            Labelled::new(bright, labels, SIDE * SIDE)
                .ok_or_else(|| Refusal("labels: are not one for each image".into()))
        };
        let classes = ClassQuality::of(
            labelled(&set.bright, &set.classes)?,
            labelled(&self.training.bright, &self.training.labels)?,
            Some(labelled(&self.unseen.bright, &self.unseen.labels)?),
        );
        let [inverted, overlap] = self.overlaps(set);
        Ok(vec![
            ("frechet", frechet),
            ("precision", precision),
            ("recall", recall),
            ("density", density),
            ("coverage", coverage),
            ("class_accuracy", right as f64 / set.classes.len() as f64),
            ("novelty", classes.novelty.unwrap_or(f64::NAN)),
            ("diversity", classes.diversity.unwrap_or(f64::NAN)),
            ("inverted", inverted),
            ("nearest_training_overlap", overlap),
        ])
    }

    /// The share that is inverted, and the mean overlap with the nearest training image.
    fn overlaps(&self, set: &Set) -> [f64; 2] {
        let pixels = SIDE * SIDE;
        let of = |batch: &[f32]| {
            let quality = Quality::of(batch, &self.training.bright, pixels);
            [quality.inverted, quality.mean_best_overlap].map(|x| x * (batch.len() / pixels) as f64)
        };
        let batches: Vec<[f64; 2]> = set.bright.par_chunks(BATCH * pixels).map(of).collect();
        let mean = |k: usize| batches.iter().map(|batch| batch[k]).sum::<f64>() / set.classes.len() as f64;
        [mean(0), mean(1)]
    }
}

fn features(net: &Net, bright: &[f32]) -> Outcome<Vec<Vec<f64>>> {
    enough(net.see(bright).into_iter().map(|seen| seen.features).collect())
}

fn enough(points: Vec<Vec<f64>>) -> Outcome<Vec<Vec<f64>>> {
    if points.len() <= NEIGHBOURS {
        let (found, least) = (points.len(), NEIGHBOURS + 1);
        return Err(Refusal(format!(
            "--net: {found} images are to be compared; at least {least} are needed"
        )));
    }
    Ok(points)
}
