/** Parameter name → value, as in the parameter table (`thermogen generate --help` lists it). */
export type Settings = Record<string, number | string | boolean>;

/**
 * Training images: stroke glyphs or pictures in colour drawn by the core, each a class of its own, or bytes 0…255,
 * count × height × width × channels, with labels. A pixel has 1 channel unless given, or 3: red, green, blue.
 */
export type Images =
  | { glyphs: string[]; size?: number; first?: number }
  | { pictures: string[]; size?: number }
  | { pixels: Uint8Array; width: number; height: number; channels?: number; labels?: Uint8Array };

export interface Progress {
  /** 0…1 */
  fraction: number;
  iteration?: number;
  iterations?: number;
  step?: number;
  steps?: number;
}

interface Call {
  /** A named set of parameters; `settings` go over it. */
  preset?: string;
  settings?: Settings;
  /** Ends the call; its promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface TrainOptions extends Call {
  images: Images;
}

export interface GenerateOptions extends Call {
  /** How many, 16 unless given. */
  samples?: number;
  /** Global index of the first: a sample's bits depend on the seed and its index alone. */
  first?: number;
  /** A class for all samples, or one for each; for models trained with class codes. */
  classes?: number | number[] | Uint8Array;
  /** Visible units that are held: those where the mask (Nv) is not 0, at these values (Nv, or samples × Nv). */
  clamp?: { mask: Uint8Array; values: Float32Array } | null;
  /** What happens meanwhile, each `step:name:value`. */
  events?: string[];
  /**
   * How many workers of a page share the samples, 1…16: one fewer than there are cores, at most 4, unless given. The
   * bits are the same for any number. In Node and in a worker, all is done there.
   */
  workers?: number;
  /** Moments to record beside the start, evenly spaced; none unless given. */
  frames?: number;
}

export interface NoiseOptions extends Call {
  images: Images;
  /** Which image is noised, the first unless given; all decide what drives the hidden units. */
  index?: number;
  /** Number of the trajectory: others draw other random numbers. */
  trajectory?: number;
}

/** A trained computer. */
export interface Model {
  /** A safetensors file, as the page and the command line read and write it. */
  bytes: Uint8Array;
  /** Hash of the bits of its couplings and biases. */
  fingerprint: string;
  /** Units: Nv and Nh. */
  visible: number;
  hidden: number;
  width: number;
  height: number;
  /** Visible units of a pixel, 1 or 3. */
  channels: number;
  /** Labels that can be asked for; empty without class codes. */
  classes: Uint8Array;
  /** Mean loss of a step less N/2, after each iteration. */
  loss: Float64Array;
  /** The training images as they were scaled, count × Nv. */
  targets: Float32Array;
}

export interface Moment {
  step: number;
  time: number;
  /** samples × Nv, 0…255 by the model's read-out map */
  pixels: Uint8Array;
  /** Emitted to the bath so far by each sample, kT. */
  heat: Float64Array;
}

/** Samples at their end. */
export interface Samples extends Moment {
  samples: number;
  width: number;
  height: number;
  /** Visible units of a pixel, 1 or 3. */
  channels: number;
  steps: number;
  /** The visible units, samples × Nv. */
  visible: Float32Array;
  /** samples × [on-site, bias, visible–hidden, hidden–hidden, visible–visible, drive], kT. */
  heatParts: Float64Array;
  /** Heat emitted while cooling, booked apart, kT. */
  cooling: Float64Array;
  /** Done by what acts from outside, kT. */
  work: Float64Array;
  /** Signed correlation of each sample with each training image, samples × count; empty for a model from a file. */
  overlaps: Float32Array;
  /** Hash of the bits of all units. */
  fingerprint: string;
  frames: Moment[];
}

/** One recorded noising trajectory. */
export interface Path {
  steps: number;
  /** Visible and hidden, visible first. */
  units: number;
  /** The states x′ that the steps arrived at, steps × units. */
  arrivals: Float32Array;
  /** The displacements Δx = x′ − x, steps × units. */
  displacements: Float32Array;
}

/** Trains a computer. Rejects with a ThermogenError where an option is bad. */
export function train(options: TrainOptions): Promise<Model>;
/** Generates samples of a trained computer, from noise. */
export function generate(model: Model | Uint8Array, options?: GenerateOptions): Promise<Samples>;
/** Noises an image and records every step: what a computer is trained to run backwards. */
export function noise(options: NoiseOptions): Promise<Path>;

/** Bad input: `field` names what was bad, `message` says what is allowed. */
export class ThermogenError extends Error {
  constructor(field: string, message: string);
  field: string;
}
