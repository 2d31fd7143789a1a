//! Stroke glyphs as images: no download, any size, as many as wanted, the same bits everywhere.
//!
//! Each image bends the strokes of its glyph by a seeded jitter of slant, turn, width, height,
//! position, pen thickness and control points, then shades every pixel by its distance to the
//! nearest stroke, with an edge one pixel wide. Only + − × ÷ and square roots, so that native and
//! wasm agree; the jitter of an image depends on (seed, its index) alone.

use rand::Rng;

use super::strokes::{GLYPHS, Pen};
use super::{DataError, images::ImageSet};
use crate::kernels::philox::{Purpose, Stream};

/// The sizes at which glyphs are drawn, in pixels.
pub const SIZES: std::ops::RangeInclusive<usize> = 8..=28;
/// Straight segments per curve: their corners stay far below a pixel.
const PIECES: usize = 12;
/// Part of the image that a glyph's unit square takes.
const FILL: f32 = 0.86;
/// Control length of the cubic that follows a quarter circle, 4(√2 − 1)/3.
const QUARTER: f32 = 0.552_284_8;

/// The names of the glyphs; the position of a name is the id.
pub fn names() -> Vec<&'static str> {
    GLYPHS.iter().map(|(name, _)| *name).collect()
}

/// The id of a name.
///
/// # Errors
/// No glyph has that name.
pub fn id(name: &str) -> Result<u8, DataError> {
    let position = GLYPHS.iter().position(|(known, _)| *known == name);
    position.map(|position| position as u8).ok_or_else(|| {
        DataError::refused("glyphs", format!("names '{name}'"), format!("one of {}", names().join(", ")))
    })
}

/// One image per id, `size × size` bytes each (0 paper, 255 ink); labels are the ids. The jitter of
/// the image at position k is that of index `first + k` under `seed`.
///
/// # Errors
/// No ids, an id that does not exist, or a size outside [`SIZES`].
pub fn draw(ids: &[u8], size: usize, seed: u32, first: u32) -> Result<ImageSet, DataError> {
    if !SIZES.contains(&size) {
        let limit = format_args!("{} to {} pixels", SIZES.start(), SIZES.end());
        return Err(DataError::refused("size", format_args!("is {size}"), limit));
    }
    let mut pixels = Vec::with_capacity(ids.len().saturating_mul(size * size));
    for (position, &id) in ids.iter().enumerate() {
        let (_, pens) = GLYPHS.get(usize::from(id)).ok_or_else(|| {
            DataError::refused(
                "glyphs",
                format_args!("ask for id {id}"),
                format_args!("0 to {}", GLYPHS.len() - 1),
            )
        })?;
        let index = first.wrapping_add(position as u32);
        let mut stream = Stream::new(seed, Purpose::Glyphs, index);
        let writing = Handwriting::new(&mut stream);
        shade(&lines(pens, &writing, &mut stream), writing.thickness, size, &mut pixels);
    }
    ImageSet::new(size, size, pixels, Some(ids.to_vec()))
}

/// One person's handwriting: how this image's strokes are bent.
struct Handwriting {
    slant: f32,
    turn: f32,
    width: f32,
    height: f32,
    shift: [f32; 2],
    /// Pen width as a part of the image's side.
    thickness: f32,
    /// How far a control point may wander, in glyph units.
    wander: f32,
}

impl Handwriting {
    fn new(stream: &mut impl Rng) -> Self {
        Self {
            slant: between(stream, -0.18, 0.26),
            turn: between(stream, -0.08, 0.08),
            width: between(stream, 0.82, 1.06),
            height: between(stream, 0.90, 1.02),
            shift: [between(stream, -0.035, 0.035), between(stream, -0.03, 0.03)],
            thickness: between(stream, 0.085, 0.125),
            wander: 0.022,
        }
    }

    /// From glyph units to parts of the image's side.
    fn place(&self, point: [f32; 2]) -> [f32; 2] {
        let (u, v) = ((point[0] - 0.5) * self.width, (point[1] - 0.5) * self.height);
        let x = u - self.slant * v - self.turn * v;
        let y = v + self.turn * u;
        [0.5 + FILL * x + self.shift[0], 0.5 + FILL * y + self.shift[1]]
    }

    fn point(&self, point: [f32; 2], stream: &mut impl Rng) -> [f32; 2] {
        let wandered = point.map(|part| part + between(stream, -self.wander, self.wander));
        self.place(wandered)
    }
}

/// A number uniform in `low…high`, from the 24 upper bits of one word.
fn between(stream: &mut impl Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * ((stream.next_u32() >> 8) as f32 / 16_777_216.0)
}

/// The strokes as straight segments, in parts of the image's side.
fn lines(pens: &[Pen], writing: &Handwriting, stream: &mut impl Rng) -> Vec<[[f32; 2]; 2]> {
    let mut segments = Vec::new();
    let mut here = [0.0; 2];
    for pen in pens {
        match *pen {
            Pen::Move(to) => here = writing.point(to, stream),
            Pen::Line(to) => {
                let to = writing.point(to, stream);
                segments.push([here, to]);
                here = to;
            }
            Pen::Curve(a, b, to) => {
                let [a, b, to] = [a, b, to].map(|point| writing.point(point, stream));
                here = curve([here, a, b, to], &mut segments);
            }
            Pen::Oval(centre, radii) => {
                let centre = centre.map(|part| part + between(stream, -writing.wander, writing.wander));
                let radii = radii.map(|part| part + between(stream, -writing.wander, writing.wander));
                oval(centre, radii, writing, &mut segments);
            }
        }
    }
    segments
}

/// Cuts a cubic Bézier into straight segments and returns its end.
fn curve(points: [[f32; 2]; 4], segments: &mut Vec<[[f32; 2]; 2]>) -> [f32; 2] {
    let mut here = points[0];
    for k in 1..=PIECES {
        let t = k as f32 / PIECES as f32;
        let s = 1.0 - t;
        let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
        let along = |axis: usize| {
            weights[0] * points[0][axis]
                + weights[1] * points[1][axis]
                + weights[2] * points[2][axis]
                + weights[3] * points[3][axis]
        };
        let to = [along(0), along(1)];
        segments.push([here, to]);
        here = to;
    }
    here
}

/// An oval as four cubics; it closes whatever the handwriting does.
fn oval(centre: [f32; 2], radii: [f32; 2], writing: &Handwriting, segments: &mut Vec<[[f32; 2]; 2]>) {
    let corner = [[0.0, -1.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]];
    for k in 0..4 {
        let (from, to) = (corner[k], corner[(k + 1) % 4]);
        let bent = |a: [f32; 2], b: [f32; 2]| [a[0] + QUARTER * b[0], a[1] + QUARTER * b[1]];
        let points = [from, bent(from, to), bent(to, from), to];
        let place = |p: [f32; 2]| writing.place([centre[0] + radii[0] * p[0], centre[1] + radii[1] * p[1]]);
        curve(points.map(place), segments);
    }
}

/// Appends the image: ink where a pixel's centre lies within half a pen's width of a work unit.
fn shade(segments: &[[[f32; 2]; 2]], thickness: f32, size: usize, pixels: &mut Vec<u8>) {
    let side = size as f32;
    // A pen thinner than a pixel would leave grey digits.
    let half = 0.5 * (thickness * side).max(1.0);
    for row in 0..size {
        for column in 0..size {
            let centre = [(column as f32 + 0.5) / side, (row as f32 + 0.5) / side];
            let nearest =
                segments.iter().map(|segment| square_distance(centre, segment)).fold(f32::MAX, f32::min);
            let ink = (half - nearest.sqrt() * side + 0.5).clamp(0.0, 1.0);
            pixels.push((ink * 255.0 + 0.5) as u8);
        }
    }
}

/// Squared distance from `point` to the straight segment from `a` to `b`.
fn square_distance(point: [f32; 2], [a, b]: &[[f32; 2]; 2]) -> f32 {
    let along = [b[0] - a[0], b[1] - a[1]];
    let away = [point[0] - a[0], point[1] - a[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    let part = (away[0] * along[0] + away[1] * along[1]) / length.max(1e-12);
    let part = part.clamp(0.0, 1.0);
    let rest = [away[0] - part * along[0], away[1] - part * along[1]];
    rest[0] * rest[0] + rest[1] * rest[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_id() -> Vec<u8> {
        (0..GLYPHS.len() as u8).collect()
    }

    #[test]
    fn names_and_ids_are_inverse_and_digits_come_first() {
        for (position, name) in names().into_iter().enumerate() {
            assert_eq!(usize::from(id(name).unwrap()), position);
        }
        assert_eq!(id("7").unwrap(), 7);
        assert!(id("comma").unwrap_err().to_string().contains("names 'comma'; one of 0, 1"));
    }

    #[test]
    fn an_image_depends_on_its_index_alone() {
        let all = draw(&[3, 3, 5], 14, 9, 40).unwrap();
        let last = draw(&[5], 14, 9, 42).unwrap();
        assert_eq!(&all.pixels()[2 * 196..], last.pixels());
        assert_ne!(all.pixels()[..196], all.pixels()[196..392]);
        assert_ne!(draw(&[5], 14, 8, 42).unwrap(), last);
    }

    #[test]
    fn every_glyph_has_ink_and_paper_at_every_size() {
        for size in SIZES {
            let set = draw(&every_id(), size, 1, 0).unwrap();
            for (id, image) in set.pixels().chunks(size * size).enumerate() {
                let ink = image.iter().map(|&p| usize::from(p)).sum::<usize>() / 255;
                assert!(
                    (size * 3 / 4..size * size / 2).contains(&ink),
                    "{id} at {size}: ink for {ink} pixels"
                );
            }
        }
    }

    #[test]
    fn glyphs_differ_more_between_than_within_kinds() {
        let ids: Vec<u8> = every_id().into_iter().flat_map(|id| [id; 8]).collect();
        let set = draw(&ids, 14, 5, 0).unwrap();
        let scaled = set.scaled(crate::parameters::Scale::Unit, 1.0).unwrap();
        let means: Vec<Vec<f32>> = scaled
            .chunks(8 * 196)
            .map(|kind| (0..196).map(|p| kind.chunks(196).map(|image| image[p]).sum::<f32>()).collect())
            .collect();
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
        let right = scaled.chunks(196).zip(&ids).filter(|(image, id)| {
            let score = |mean: &Vec<f32>| dot(image, mean) / dot(mean, mean).sqrt();
            let best = (0..means.len()).max_by(|&a, &b| score(&means[a]).total_cmp(&score(&means[b])));
            best == Some(usize::from(**id))
        });
        assert!(right.count() * 10 >= ids.len() * 9);
    }

    /// The golden every build must draw, by the FNV-1a hash of its bytes.
    #[test]
    fn the_bits_are_the_same_everywhere() {
        let set = draw(&every_id(), 14, 2025, 7).unwrap();
        let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        assert_eq!(set.pixels().iter().fold(0xcbf2_9ce4_8422_2325, step), 14_228_714_393_817_386_167);
    }

    #[test]
    fn bad_requests_say_why() {
        assert_eq!(draw(&[0], 7, 0, 0).unwrap_err().to_string(), "size: is 7; 8 to 28 pixels");
        assert_eq!(draw(&[99], 8, 0, 0).unwrap_err().to_string(), "glyphs: ask for id 99; 0 to 17");
        assert!(draw(&[], 8, 0, 0).is_err());
    }
}
