//! Latent codes as events name them: some numbers of a code, or a whole one.
//!
//! `latent:0=2,slant=-1` sets numbers of the code that each sample has. `code:A` asks all samples for one code,
//! `code:A,h` for codes around it, drawn as new ones are with the spread h among the images like it, and `code:A,B,n`
//! for a path of n samples from one to the other, again and again along the samples' numbers. A and B are training
//! images by number, or `x` and two hexadecimal digits for each number z of a code, 32 z + 128.

use crate::kernels::philox::Stream;
use crate::model::{DIRECTIONS, Latents, between};
use crate::physics::latent::MOST_LATENT;
use std::fmt;
use std::str::FromStr;

/// Assignments of one event.
const MOST_SET: usize = 16;
/// Numbers of a code that is written out.
const MOST_NUMBERS: usize = 1024;
/// Samples of a path.
const MOST_PATH: u32 = 100_000;

/// A number of a code, or a direction that was found in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Along {
    /// A principal component.
    Component(usize),
    /// One of [`DIRECTIONS`], by its place.
    Direction(usize),
}

/// Numbers of latent codes and what they are set to.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting(pub Vec<(Along, f32)>);

/// A code from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// That of a training image.
    Image(usize),
    /// Itself, in bytes.
    Written(Vec<u8>),
}

/// The codes that all samples are asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Coding {
    /// One.
    Same(Given),
    /// Some around one, with this spread.
    Around(Given, f64),
    /// Those of a path with so many samples.
    Path(Given, Given, u32),
}

impl Along {
    /// Whether latent codes have it.
    fn fits(self, latents: &Latents) -> bool {
        !matches!(self, Along::Component(k) if k >= latents.drive.components())
    }
}

impl Setting {
    /// Whether codes can be set so.
    pub(crate) fn fits(&self, latents: &Latents) -> bool {
        self.0.iter().all(|&(along, _)| along.fits(latents))
    }
}

impl Given {
    /// Its code, where it is one of these.
    fn code(&self, latents: &Latents) -> Option<Vec<f32>> {
        let size = latents.drive.components();
        match self {
            Given::Image(image) => (*image < latents.groups.len()).then(|| latents.code(*image).to_vec()),
            Given::Written(bytes) => (bytes.len() == size)
                .then(|| bytes.iter().map(|&byte| (f32::from(byte) - 128.0) / 32.0).collect()),
        }
    }
}

impl Coding {
    /// Whether codes can be asked for so.
    pub(crate) fn fits(&self, latents: &Latents) -> bool {
        let known = |given: &Given| given.code(latents).is_some();
        match self {
            Coding::Same(a) | Coding::Around(a, _) => known(a),
            Coding::Path(a, b, _) => known(a) && known(b),
        }
    }

    /// The code of a sample, by its number among all, and the code whose class it is to have.
    pub(crate) fn of(
        &self,
        latents: &Latents,
        sample: u32,
        stream: &mut Stream,
        neighbours: usize,
    ) -> [Vec<f32>; 2] {
        let code = |given: &Given| given.code(latents).unwrap_or_default();
        match self {
            Coding::Same(a) => [code(a), code(a)],
            Coding::Around(a, spread) => {
                let middle = code(a);
                [latents.around(&middle, *spread, neighbours, stream), middle]
            }
            Coding::Path(a, b, count) => {
                let part = f64::from(sample % count) / f64::from(count - 1);
                let at = between(&code(a), &code(b), part);
                [at.clone(), at]
            }
        }
    }
}

impl FromStr for Along {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let direction = DIRECTIONS.iter().position(|name| *name == text).map(Along::Direction);
        direction.or_else(|| whole(text).map(Along::Component)).ok_or(())
    }
}

impl FromStr for Setting {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let assigned = |part: &str| {
            let (along, value) = part.split_once('=')?;
            let value = value.trim().parse().ok().filter(|x: &f32| x.abs() <= MOST_LATENT)?;
            Some((along.trim().parse().ok()?, value))
        };
        let all: Option<Vec<_>> = text.split(',').map(assigned).collect();
        all.filter(|all| all.len() <= MOST_SET).map(Setting).ok_or(())
    }
}

impl FromStr for Given {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let Some(digits) = text.strip_prefix('x') else { return whole(text).map(Given::Image).ok_or(()) };
        let good = digits.len().is_multiple_of(2) && digits.bytes().all(|c| c.is_ascii_hexdigit());
        if !good || digits.is_empty() || digits.len() > 2 * MOST_NUMBERS {
            return Err(());
        }
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| ());
        (0..digits.len()).step_by(2).map(byte).collect::<Result<_, _>>().map(Given::Written)
    }
}

impl FromStr for Coding {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        match parts[..] {
            [a] => Ok(Coding::Same(a.parse()?)),
            [a, spread] => {
                let spread = spread.parse().ok().filter(|h| (0.0..=1.0).contains(h));
                Ok(Coding::Around(a.parse()?, spread.ok_or(())?))
            }
            [a, b, count] => {
                let count = whole(count).and_then(|n| u32::try_from(n).ok());
                let count = count.filter(|n| (2..=MOST_PATH).contains(n)).ok_or(())?;
                Ok(Coding::Path(a.parse()?, b.parse()?, count))
            }
            _ => Err(()),
        }
    }
}

fn whole(text: &str) -> Option<usize> {
    text.parse().ok().filter(|_| text.len() <= 7 && text.bytes().all(|c| c.is_ascii_digit()))
}

impl fmt::Display for Along {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Along::Component(number) => write!(f, "{number}"),
            Along::Direction(at) => f.write_str(DIRECTIONS[*at]),
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (along, value)) in self.0.iter().enumerate() {
            write!(f, "{}{along}={value}", if at > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Given::Image(image) => write!(f, "{image}"),
            Given::Written(bytes) => {
                f.write_str("x")?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    }
}

impl fmt::Display for Coding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Coding::Same(a) => write!(f, "{a}"),
            Coding::Around(a, spread) => write!(f, "{a},{spread}"),
            Coding::Path(a, b, count) => write!(f, "{a},{b},{count}"),
        }
    }
}
