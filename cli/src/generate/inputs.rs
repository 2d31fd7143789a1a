//! The inputs of a generation apart from a model and its settings: classes, clamps, a start, events;
//! from flags or from a receipt.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::latents;
use crate::files::{read_capped, shown};
use crate::flags::whole;
use crate::{Outcome, Refusal};
use thermogen::data::npy::{self, Array};
use thermogen::data::receipt::{ARRAYS, Carried, FileHash, Generation};
use thermogen::model::Model;
use thermogen::physics::events::{Event, parse_events};
use thermogen::physics::network::Network;

/// The classes that samples are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// None.
    #[default]
    Nothing,
    /// One for all.
    All(u8),
    /// All that the model knows in turn, by the index of the sample.
    InTurn,
    /// One for each sample.
    Each(Vec<u8>),
}

impl Asked {
    /// The classes of given latent codes: of each that of the nearest training image.
    pub fn of_latents(model: &Model, latents: &[Vec<f32>]) -> Asked {
        let classes: Option<Vec<u8>> = latents.iter().map(|code| model.class_of_latent(code)).collect();
        match classes.as_deref() {
            None | Some([]) => Asked::Nothing,
            Some([class]) => Asked::All(*class),
            Some(classes) => Asked::Each(classes.to_vec()),
        }
    }

    /// The class of a sample; `index` is its number among all samples of the seed.
    pub fn class(&self, model: &Model, sample: usize, index: u32) -> Option<u8> {
        match self {
            Asked::Nothing => None,
            Asked::All(class) => Some(*class),
            Asked::InTurn => model.classes.get(index as usize % model.classes.len().max(1)).copied(),
            Asked::Each(classes) => classes.get(sample).copied(),
        }
    }
}

// The flags of all of it; a doc comment here would become the help of the command.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Flags {
    /// Ask for this class, or for each in turn by the index of the sample: `each` (a model trained with class codes)
    #[arg(long, value_name = "LABEL")]
    class: Option<String>,
    /// The index of the first sample (default 0); samples of a seed are numbered
    #[arg(long, value_name = "INDEX")]
    first: Option<String>,
    /// Units to hold: visible or all units, nonzero where held
    #[arg(long, value_name = "M.npy")]
    clamp_mask: Option<PathBuf>,
    /// Their values, of the same size, or such a row for each sample
    #[arg(long, value_name = "V.npy")]
    clamp_values: Option<PathBuf>,
    /// Where the samples start, samples × units (default equilibrium)
    #[arg(long, value_name = "equilibrium|X.npy")]
    start: Option<PathBuf>,
    /// Events: outside acts just before a step, e.g. "120:generate_kt:2;300:lesion:17"; names: generate_kt, j2, j4, class_drive, latent_drive, class, latent (component=value, or slant, ink or width=value), code (a training image), clamp (unit=value), release, lesion, restore
    #[arg(long, value_name = "STEP:NAME:VALUE;…")]
    events: Option<String>,
    #[command(flatten)]
    latents: latents::Flags,
}

impl Flags {
    /// The arrays that are read from files, by the flags in [`ARRAYS`].
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let paths = [&self.clamp_mask, &self.clamp_values, &self.start, &self.latents.latent];
        let given = ARRAYS.into_iter().zip(paths).filter_map(|(flag, path)| Some((flag, path.as_deref()?)));
        given.filter(|(_, path)| *path != Path::new("equilibrium"))
    }

    /// All files that are read.
    pub fn read(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        self.files().chain(self.latents.image().map(|path| ("latent-of", path.as_path())))
    }
}

/// All of it.
#[derive(Default)]
pub struct Inputs {
    /// The index of the first sample.
    pub first: u32,
    /// Classes.
    pub asked: Asked,
    /// Arrays by the flags in [`ARRAYS`], each with what to call it in an error.
    pub arrays: BTreeMap<String, (String, Array)>,
    /// The files of these arrays, with the hashes of what was read.
    pub files: BTreeMap<String, FileHash>,
    /// Arrays that are in no file.
    pub carried: BTreeMap<String, Carried>,
    /// Events: outside acts on the run.
    pub events: Vec<Event>,
}

/// Units of one sample and what they are held at.
type Held = Vec<(usize, f32)>;

impl Inputs {
    /// As the flags say, for a model.
    pub fn of_flags(flags: &Flags, model: &Model) -> Outcome<Self> {
        let asked = match flags.class.as_deref() {
            Some("each") => Asked::InTurn,
            _ => {
                whole("class", &flags.class, 0, 255)?.map_or(Asked::Nothing, |class| Asked::All(class as u8))
            }
        };
        let (mut arrays, mut files) = (BTreeMap::new(), BTreeMap::new());
        for (flag, path) in flags.files() {
            // Read once: a pipe would be empty when it is read again for its hash.
            let bytes = read_capped(path, npy::MAX_BYTES)?;
            let path = shown(path);
            let array = npy::read(&bytes).map_err(|error| error.in_file(&path))?;
            files.insert(flag.to_owned(), FileHash::new(&path, &bytes));
            arrays.insert(flag.to_owned(), (path, array));
        }
        let mut carried = BTreeMap::new();
        if let Some(array) = flags.latents.computed(model)? {
            carried.insert("latent".into(), Carried::new(&array.shape, &array.finite("latent")?));
            arrays.insert("latent".into(), ("latent".into(), array));
        }
        Ok(Inputs {
            first: whole("first", &flags.first, 0, u32::MAX as usize)?.unwrap_or(0) as u32,
            asked,
            arrays,
            files,
            carried,
            events: parse_events(flags.events.as_deref().unwrap_or_default())?,
        })
    }

    /// As a receipt says.
    pub fn of_receipt(generation: &Generation) -> Outcome<Self> {
        let asked = match (generation.class, &generation.classes) {
            (Some(class), _) => Asked::All(class),
            (None, classes) if classes.is_empty() => Asked::Nothing,
            (None, classes) => Asked::Each(classes.clone()),
        };
        let from_file = |file: &FileHash| -> Outcome<(String, Array)> {
            let bytes = file.read(&|path| read_capped(Path::new(path), npy::MAX_BYTES))?;
            Ok((file.path.clone(), npy::read(&bytes).map_err(|error| error.in_file(&file.path))?))
        };
        let mut arrays = BTreeMap::new();
        for (name, file) in &generation.files {
            arrays.insert(name.clone(), from_file(file)?);
        }
        for (name, carried) in &generation.arrays {
            arrays.insert(name.clone(), (name.clone(), carried.array()?));
        }
        if let Some(name) = arrays.keys().find(|name| !ARRAYS.contains(&name.as_str())) {
            return Err(Refusal(format!("files: name {name}; {}", ARRAYS.join(", "))));
        }
        Ok(Inputs {
            first: generation.first,
            asked,
            arrays,
            files: generation.files.clone(),
            carried: generation.arrays.clone(),
            events: parse_events(&generation.events.join(";"))?,
        })
    }

    fn array(&self, name: &str) -> Option<(&str, &Array)> {
        self.arrays.get(name).map(|(path, array)| (path.as_str(), array))
    }

    /// The states of the samples' start, unless it is the equilibrium.
    pub fn start(&self, units: usize) -> Outcome<Option<Vec<Vec<f32>>>> {
        let Some((path, array)) = self.array("start") else { return Ok(None) };
        match array.shape[..] {
            [1..=100_000, width] if width == units => Ok(Some(array.rows(path)?)),
            _ => Err(Refusal(format!(
                "{path}: shape: is {:?}; [1 to 100000 samples, {units} units]",
                array.shape
            ))),
        }
    }

    /// The latent codes: one for all samples, or one for each.
    pub fn latents(&self) -> Outcome<Vec<Vec<f32>>> {
        self.array("latent").map_or(Ok(Vec::new()), |(path, array)| Ok(array.rows(path)?))
    }

    /// The units that are held and at what: one row for all samples, or one for each.
    pub fn clamps(&self, network: &Network, samples: usize) -> Outcome<Vec<Held>> {
        let ((mask, held), (values, at)) = match (self.array("clamp-mask"), self.array("clamp-values")) {
            (None, None) => return Ok(Vec::new()),
            (Some(mask), Some(values)) => (mask, values),
            _ => return Err(Refusal("--clamp-mask and --clamp-values: one needs the other".into())),
        };
        let (nv, n) = (network.visible(), network.units());
        let width = held.values.len();
        if width != nv && width != n {
            return Err(Refusal(format!(
                "{mask}: shape: is {:?}; {nv} visible or all {n} units",
                held.shape
            )));
        }
        if at.values.len() != width && at.values.len() != samples * width {
            return Err(Refusal(format!(
                "{values}: shape: is {:?}; {width} numbers as in the mask, or {samples} samples × {width}",
                at.shape
            )));
        }
        let (held, at) = (held.finite(mask)?, at.finite(values)?);
        let row = |row: &[f32]| {
            let units = row.iter().zip(&held).enumerate().filter(|(_, (_, held))| **held != 0.0);
            units.map(|(unit, (at, _))| (unit, *at)).collect()
        };
        Ok(at.chunks(width).map(row).collect())
    }
}
