//! Sets of grey or colour images, and the scales that turn pixels into drives.
//!
//! The scale sets the drive on a visible unit, force a·s, and with it the heat:
//! `pm1` is pixel/255·2 − 1; `unit` gives each image mean 0 and variance 1; `l2max` is
//! (pixel/255 − 0.13066)/0.30811 with each image then brought to the largest L2 norm of the set.
//! All times a scale factor. Sums run in f64, so the bits are the same everywhere.

use super::DataError;
use crate::parameters::Scale;

/// MNIST's mean and standard deviation of pixel/255, as `l2max` was published with.
const L2MAX_MEAN: f64 = 0.13066;
const L2MAX_DEVIATION: f64 = 0.30811;

/// Images of one size, grey or of three colour channels, with the class of each if it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageSet {
    width: usize,
    height: usize,
    channels: usize,
    pixels: Vec<u8>,
    labels: Option<Vec<u8>>,
}

impl ImageSet {
    /// A set of grey images from `pixels` (images one after another, row by row) and one label per image.
    ///
    /// # Errors
    /// The set is empty, the pixels do not fill whole images, or the labels do not match.
    pub fn new(
        width: usize,
        height: usize,
        pixels: Vec<u8>,
        labels: Option<Vec<u8>>,
    ) -> Result<Self, DataError> {
        ImageSet::of_channels([width, height, 1], pixels, labels)
    }

    /// A set of images of so many pixels and colour channels (1 or 3); the channels of a pixel follow each
    /// other.
    ///
    /// # Errors
    /// As [`ImageSet::new`], or another number of channels.
    pub fn of_channels(
        [width, height, channels]: [usize; 3],
        pixels: Vec<u8>,
        labels: Option<Vec<u8>>,
    ) -> Result<Self, DataError> {
        if !matches!(channels, 1 | 3) {
            let limit = "1 (grey) or 3 (red, green, blue)";
            return Err(DataError::refused("channels", format_args!("are {channels}"), limit));
        }
        let size = width.saturating_mul(height).saturating_mul(channels);
        if size == 0 || pixels.is_empty() || !pixels.len().is_multiple_of(size) {
            let value = format_args!("hold {} bytes", pixels.len());
            let limit = format_args!("a whole number (at least 1) of {width} × {height} images");
            return Err(DataError::refused("pixels", value, limit));
        }
        let count = pixels.len() / size;
        if let Some(found) = labels.as_ref().map(Vec::len).filter(|&found| found != count) {
            let limit = format_args!("one for each of the {count} images");
            return Err(DataError::refused("labels", format_args!("are {found}"), limit));
        }
        Ok(Self { width, height, channels, pixels, labels })
    }

    /// Number of images.
    pub fn count(&self) -> usize {
        self.pixels.len() / self.size()
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Colour channels of a pixel: 1 or 3.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Numbers of one image, one for each channel of each pixel, which is its number of visible units.
    pub fn size(&self) -> usize {
        self.width * self.height * self.channels
    }

    /// All pixels, images one after another.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The class of each image, if known.
    pub fn labels(&self) -> Option<&[u8]> {
        self.labels.as_deref()
    }

    /// The same images with rows and columns exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let (width, height, channels) = (self.width, self.height, self.channels);
        let turned = |image: &[u8]| -> Vec<u8> {
            let places = (0..width).flat_map(|x| (0..height).map(move |y| channels * (y * width + x)));
            places.flat_map(|at| image[at..at + channels].to_vec()).collect()
        };
        let pixels = self.pixels.chunks_exact(self.size()).flat_map(turned).collect();
        Self { width: height, height: width, channels, pixels, labels: self.labels.clone() }
    }

    /// The images at `indices` (from 0), in the order given.
    ///
    /// # Errors
    /// No index, or one beyond the last image.
    pub fn select(&self, indices: &[usize]) -> Result<Self, DataError> {
        if indices.is_empty() {
            return Err(DataError::refused("indices", "are none", "at least 1"));
        }
        let count = self.count();
        if let Some(index) = indices.iter().find(|&&index| index >= count) {
            let limit = format_args!("the set holds {count} images, 0 to {}", count - 1);
            return Err(DataError::refused("indices", format_args!("name image {index}"), limit));
        }
        let image = |&index: &usize| &self.pixels[index * self.size()..(index + 1) * self.size()];
        Ok(Self {
            pixels: indices.iter().flat_map(image).copied().collect(),
            labels: self.labels.as_ref().map(|labels| indices.iter().map(|&index| labels[index]).collect()),
            ..*self
        })
    }

    /// Indices of the first `per_class` images of each of `classes`, in file order.
    ///
    /// # Errors
    /// The set has no labels, `per_class` is 0, or a class has too few images.
    pub fn first_of_each(&self, per_class: usize, classes: &[u8]) -> Result<Vec<usize>, DataError> {
        let labels = self.labels.as_ref().ok_or_else(|| {
            DataError::refused("labels", "are missing", "images are chosen by class only with labels")
        })?;
        if per_class == 0 {
            return Err(DataError::refused("per-class", "is 0", "at least 1"));
        }
        let mut found = [0; 256];
        let mut indices = Vec::new();
        for (index, &label) in labels.iter().enumerate() {
            if classes.contains(&label) && found[usize::from(label)] < per_class {
                found[usize::from(label)] += 1;
                indices.push(index);
            }
        }
        for &class in classes {
            let held = found[usize::from(class)];
            if held < per_class {
                let limit = format_args!("the set holds {held} of class {class}");
                return Err(DataError::refused("per-class", format_args!("asks for {per_class}"), limit));
            }
        }
        Ok(indices)
    }

    /// The classes present, ascending.
    pub fn classes(&self) -> Vec<u8> {
        let labels = self.labels.as_deref().unwrap_or_default();
        (0..=u8::MAX).filter(|class| labels.contains(class)).collect()
    }

    /// The same images at another size: each new pixel is the mean of the area it covers.
    ///
    /// # Errors
    /// A side outside 1…1024.
    pub fn resized(&self, width: usize, height: usize) -> Result<Self, DataError> {
        for (name, side) in [("width", width), ("height", height)] {
            if !(1..=1024).contains(&side) {
                return Err(DataError::refused(name, format_args!("is {side}"), "1 to 1024"));
            }
        }
        if (width, height) == (self.width, self.height) {
            return Ok(self.clone());
        }
        let across = overlaps(self.width, width);
        let down = overlaps(self.height, height);
        let mut pixels = Vec::with_capacity(self.count() * width * height * self.channels);
        for image in self.pixels.chunks_exact(self.size()) {
            for row in &down {
                for column in &across {
                    for channel in 0..self.channels {
                        let at = |x: usize, y: usize| image[(y * self.width + x) * self.channels + channel];
                        pixels.push(area_mean(at, row, column));
                    }
                }
            }
        }
        Ok(Self { width, height, channels: self.channels, pixels, labels: self.labels.clone() })
    }

    /// Scaled images, count × visible: the s of the drive a·s.
    ///
    /// # Errors
    /// An image without contrast, which `unit` cannot scale.
    pub fn scaled(&self, scale: Scale, factor: f64) -> Result<Vec<f32>, DataError> {
        match scale {
            Scale::Pm1 => Ok(self
                .pixels
                .iter()
                .map(|&p| ((f64::from(p) / 255.0 * 2.0 - 1.0) * factor) as f32)
                .collect()),
            Scale::Unit => self.unit(factor),
            Scale::L2Max => Ok(self.l2max(factor)),
        }
    }

    fn unit(&self, factor: f64) -> Result<Vec<f32>, DataError> {
        let mut scaled = Vec::with_capacity(self.pixels.len());
        for (index, image) in self.pixels.chunks_exact(self.size()).enumerate() {
            let count = image.len() as f64;
            let mean = image.iter().map(|&p| f64::from(p)).sum::<f64>() / count;
            let variance =
                image.iter().map(|&p| (f64::from(p) - mean) * (f64::from(p) - mean)).sum::<f64>() / count;
            if variance == 0.0 {
                let value = format_args!("image {index} of the chosen ones has no contrast");
                return Err(DataError::refused(
                    "scale",
                    value,
                    "unit needs images with more than one grey level",
                ));
            }
            let deviation = variance.sqrt();
            scaled.extend(image.iter().map(|&p| ((f64::from(p) - mean) / deviation * factor) as f32));
        }
        Ok(scaled)
    }

    fn l2max(&self, factor: f64) -> Vec<f32> {
        let standard = |p: u8| (f64::from(p) / 255.0 - L2MAX_MEAN) / L2MAX_DEVIATION;
        let norm = |image: &[u8]| image.iter().map(|&p| standard(p) * standard(p)).sum::<f64>().sqrt();
        let images = || self.pixels.chunks_exact(self.size());
        let largest = images().map(norm).fold(0.0, f64::max);
        // No grey level is the mean itself, so that no norm is 0.
        images()
            .flat_map(|image| {
                let gain = largest / norm(image) * factor;
                image.iter().map(move |&p| (standard(p) * gain) as f32)
            })
            .collect()
    }
}

/// For each new pixel along one axis: the old pixels it covers and by how much.
fn overlaps(old: usize, new: usize) -> Vec<Vec<(usize, f64)>> {
    let step = old as f64 / new as f64;
    let covered = |k: usize| {
        let (start, end) = (k as f64 * step, (k + 1) as f64 * step);
        let last = (end.ceil() as usize).min(old);
        let part = |i: usize| (i, (end.min((i + 1) as f64) - start.max(i as f64)).max(0.0) / step);
        (start.floor() as usize..last).map(part).collect()
    };
    (0..new).map(covered).collect()
}

fn area_mean(at: impl Fn(usize, usize) -> u8, row: &[(usize, f64)], column: &[(usize, f64)]) -> u8 {
    let mut sum = 0.0;
    for &(y, part_y) in row {
        for &(x, part_x) in column {
            sum += f64::from(at(x, y)) * part_x * part_y;
        }
    }
    (sum + 0.5).clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests;
