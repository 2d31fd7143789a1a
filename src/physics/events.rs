//! Events: outside acts on a run, each just before a step of generation.
//!
//! An event is written `step:name:value`, several with semicolons between them:
//! `120:generate_kt:2;300:lesion:17`. The same text stands in links, receipts and on the command line.
//!
//! | name | value | what it does |
//! |---|---|---|
//! | `generate_kt`, `j2`, `j4`, `class_drive`, `latent_drive` | a number | sets that parameter |
//! | `class` | a label, or −1 for none | changes the class that all samples are asked for |
//! | `latent` | `component=value`, several with commas | sets numbers of the latent codes of all samples |
//! | `code` | see `coding` | asks all samples for one latent code, codes around it, or a path |
//! | `clamp` | `unit=value` | holds a visible unit at a value |
//! | `release` | a visible unit | lets it go |
//! | `lesion` | a hidden unit, from 0 | switches its couplings and its bias off; it stays in its own well |
//! | `restore` | a hidden unit | switches them on again |
//! | `melt` | `x,y,radius` in pixels | draws the visible units of that disc again, as at the start of a run |
//! | `hold` | `x,y,radius`, or −1 for none | holds the visible units of that disc as they are, and lets the last disc go |

use crate::model::Model;
use crate::parameters::{Message, ParameterError, Parameters, Value};
use crate::physics::coding::{Coding, Setting};
use crate::physics::disc::Disc;
use std::fmt;
use std::str::FromStr;

/// The parameters that may change during a run.
pub const LIVE: [&str; 5] = ["generate_kt", "j2", "j4", "class_drive", "latent_drive"];

/// The other events.
pub const ACTS: [&str; 9] =
    ["class", "latent", "code", "clamp", "release", "lesion", "restore", "melt", "hold"];

/// Most events of one run.
pub(crate) const MOST_EVENTS: usize = 10_000;

/// An action on all samples of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Sets a parameter, one of [`LIVE`].
    Set(&'static str, f64),
    /// Asks for a class, or for no class.
    Class(Option<u8>),
    /// Sets numbers of the latent codes.
    Latent(Setting),
    /// Asks for latent codes.
    Code(Coding),
    /// Holds a visible unit at a value.
    Clamp(usize, f32),
    /// Lets a visible unit go.
    Release(usize),
    /// Switches a hidden unit's couplings and bias off.
    Ablate(usize),
    /// Switches them on again.
    Restore(usize),
    /// Draws the visible units of a disc again from the equilibrium of uncoupled units at the bath's temperature.
    Melt(Disc),
    /// Holds the visible units of a disc as they are, in place of the disc that was held before.
    Hold(Option<Disc>),
}

impl Action {
    /// The action of a name and a value as text.
    ///
    /// # Errors
    /// A name that is not that of an action, or a value that is not of its kind.
    pub fn new(name: &str, value: &str) -> Result<Self, ParameterError> {
        if let Some(name) = LIVE.iter().find(|live| **live == name) {
            return Ok(Action::Set(name, number(name, value)?));
        }
        match name {
            "class" if value.trim() == "-1" => Ok(Action::Class(None)),
            "class" => Ok(Action::Class(Some(whole(name, value, "a label from 0 to 255, or -1 for none")?))),
            "latent" => {
                let limit =
                    "component=value, a component of latent codes, slant, ink or width, and a finite number";
                value.parse().map(Action::Latent).map_err(|()| invalid(name, value, limit))
            }
            "code" => {
                let limit = "a training image or x and hexadecimal digits, with a spread from 0 to 1, or another and the samples between";
                value.parse().map(Action::Code).map_err(|()| invalid(name, value, limit))
            }
            "clamp" => {
                let limit = "unit=value, a visible unit and a finite number";
                assigned(name, value, limit).map(|(unit, at)| Action::Clamp(unit, at))
            }
            "release" => Ok(Action::Release(whole(name, value, "a visible unit")?)),
            "lesion" => Ok(Action::Ablate(whole(name, value, "a hidden unit")?)),
            "restore" => Ok(Action::Restore(whole(name, value, "a hidden unit")?)),
            "melt" => Ok(Action::Melt(disc(name, value)?)),
            "hold" if value.trim() == "-1" => Ok(Action::Hold(None)),
            "hold" => Ok(Action::Hold(Some(disc(name, value)?))),
            _ => {
                let limit = format!("one of {}", [&LIVE[..], &ACTS].concat().join(", "));
                Err(ParameterError::invalid("event", shortened(name), limit))
            }
        }
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Action::Set(name, _) => name,
            Action::Class(_) => "class",
            Action::Latent(_) => "latent",
            Action::Code(_) => "code",
            Action::Clamp(..) => "clamp",
            Action::Release(_) => "release",
            Action::Ablate(_) => "lesion",
            Action::Restore(_) => "restore",
            Action::Melt(_) => "melt",
            Action::Hold(_) => "hold",
        }
    }

    /// Whether a run of this model can be acted on so; `parameters` are those of the run so far and
    /// take the change.
    ///
    /// # Errors
    /// A unit or a class that the model has not, or a value that its parameter or the others forbid.
    pub fn check(&self, model: &Model, parameters: &mut Parameters) -> Result<(), ParameterError> {
        let network = model.couplings.network();
        let below = |unit: usize, units: usize, kind: &str| {
            let limit = format!("below the number of {kind} units, {units}");
            if unit < units { Ok(()) } else { Err(ParameterError::invalid(self.name(), unit, limit)) }
        };
        match self {
            &Action::Set(name, value) => {
                let mut changed = parameters.clone();
                changed.set(name, &Value::Number(value))?;
                changed.validate()?;
                *parameters = changed;
                Ok(())
            }
            Action::Class(None) => Ok(()),
            &Action::Class(Some(class)) => {
                model.class_code(class, 0, 0).map(|_| ()).ok_or_else(|| no_class(model, class))
            }
            Action::Latent(_) | Action::Code(_) => self.check_codes(model),
            &Action::Clamp(unit, _) | &Action::Release(unit) => below(unit, network.visible(), "visible"),
            &Action::Ablate(unit) | &Action::Restore(unit) => below(unit, network.hidden(), "hidden"),
            Action::Hold(None) => Ok(()),
            Action::Melt(disc) | Action::Hold(Some(disc)) if disc.units(network).is_empty() => {
                let limit = format!("a disc with a pixel of {} × {}", network.width(), network.height());
                Err(ParameterError::invalid(self.name(), disc.to_string(), limit))
            }
            Action::Melt(_) | Action::Hold(Some(_)) => Ok(()),
        }
    }

    /// Whether a model has latent codes, and such ones.
    fn check_codes(&self, model: &Model) -> Result<(), ParameterError> {
        let Some(latents) = &model.latents else {
            let limit = "absent: this computer was trained without latent codes";
            return Err(invalid(self.name(), &self.value(), limit));
        };
        let fits = match self {
            Action::Latent(setting) => setting.fits(latents),
            Action::Code(coding) => coding.fits(latents),
            _ => true,
        };
        let (numbers, images) = (latents.drive.components(), latents.groups.len());
        let limit = format!("of {numbers} numbers from -1000 to 1000 and {images} training images");
        if fits { Ok(()) } else { Err(invalid(self.name(), &self.value(), limit)) }
    }

    /// What stands behind the name.
    fn value(&self) -> String {
        self.to_string().split_once(':').map_or(String::new(), |(_, value)| value.into())
    }
}

/// Why a model cannot be asked for a class.
pub(crate) fn no_class(model: &Model, class: u8) -> ParameterError {
    let known = model.classes.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    let limit = if model.class_codes.is_empty() {
        "absent: this computer was trained without class codes".into()
    } else {
        format!("one of {known}")
    };
    ParameterError::invalid("class", u32::from(class), limit)
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.name())?;
        match self {
            Action::Set(_, value) => write!(f, "{value}"),
            Action::Class(class) => write!(f, "{}", class.map_or(-1, i16::from)),
            Action::Clamp(at, value) => write!(f, "{at}={value}"),
            Action::Latent(setting) => write!(f, "{setting}"),
            Action::Code(coding) => write!(f, "{coding}"),
            Action::Release(unit) | Action::Ablate(unit) | Action::Restore(unit) => write!(f, "{unit}"),
            Action::Hold(None) => write!(f, "-1"),
            Action::Melt(disc) | Action::Hold(Some(disc)) => write!(f, "{disc}"),
        }
    }
}

/// An action and the step before which it happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The number of steps made before it.
    pub step: u32,
    /// The action.
    pub action: Action,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.step, self.action)
    }
}

impl FromStr for Event {
    type Err = ParameterError;

    fn from_str(text: &str) -> Result<Self, ParameterError> {
        let mut parts = text.trim().splitn(3, ':');
        let (Some(step), Some(name), Some(value)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(ParameterError::invalid("event", shortened(text), "step:name:value"));
        };
        let step = whole("event", step, "a step, a whole number, before the first colon")?;
        Ok(Event { step, action: Action::new(name, value)? })
    }
}

/// Events with semicolons between them; an empty text has no event.
///
/// # Errors
/// The first text that is not an event, or more than `MOST_EVENTS`.
pub fn parse_events(text: &str) -> Result<Vec<Event>, ParameterError> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let count = parts.clone().count();
    if count > MOST_EVENTS {
        return Err(ParameterError::invalid("events", count, format!("at most {MOST_EVENTS}")));
    }
    parts.map(str::parse).collect()
}

fn invalid(name: &str, text: &str, limit: impl Into<Message>) -> ParameterError {
    ParameterError::invalid(name, shortened(text), limit)
}

/// A whole number, an equals sign, a finite number.
fn assigned(name: &str, text: &str, limit: &str) -> Result<(usize, f32), ParameterError> {
    let refused = || invalid(name, text, limit);
    let (at, value) = text.split_once('=').ok_or_else(refused)?;
    let value = value.trim().parse().ok().filter(|x: &f32| x.is_finite()).ok_or_else(refused)?;
    Ok((whole(name, at, limit)?, value))
}

fn disc(name: &str, text: &str) -> Result<Disc, ParameterError> {
    text.parse().map_err(|limit| ParameterError::invalid(name, shortened(text), limit))
}

fn number(name: &str, text: &str) -> Result<f64, ParameterError> {
    let read = text.trim().parse().ok().filter(|x: &f64| x.is_finite());
    read.ok_or_else(|| ParameterError::invalid(name, shortened(text), "a number"))
}

fn whole<T: FromStr>(name: &str, text: &str, limit: &str) -> Result<T, ParameterError> {
    text.trim().parse().map_err(|_| ParameterError::invalid(name, shortened(text), limit))
}

/// No error repeats more of a text than a line can show.
fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests;
