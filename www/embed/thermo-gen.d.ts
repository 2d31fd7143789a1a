/** What a figure shows, in numbers. */
export interface FigureState {
  phase: "loading" | "training" | "trained" | "stopped" | "broken";
  playing?: boolean;
  seed?: number;
  /** Fingerprint of the trained computer. */
  model?: string;
  step?: number;
  steps?: number;
  time?: number;
  /** Fingerprint of all units. */
  fingerprint?: string;
  /** Emitted to the bath, mean over the samples, kT. */
  heat?: number;
  /** Mean over the samples of the largest signed overlap with a training image. */
  overlap?: number;
  inverted?: number;
  samples?: number;
}

/**
 * `<thermo-gen>`. Attributes are the fields of a link by their names (`preset` for its scene, `ask` for its class),
 * any parameter of the table, and `view`, `theme`, `controls`, `loop`, `poster`, `caption`, `link`, `lang`.
 * Events, which bubble: thermogen-progress, thermogen-trained, thermogen-frame, thermogen-end, thermogen-error.
 */
export class ThermoGen extends HTMLElement {
  preset: string;
  seed: string;
  view: string;
  theme: string;
  controls: string;
  loop: string;
  poster: string;
  caption: string;
  /**
   * Images to learn in place of those of the scene: bytes 0…255, image after image, row by row, channels (1 or 3) side by
   * side; with one label of each or without.
   */
  images: { pixels: Uint8Array; width: number; height: number; channels?: number; labels?: Uint8Array | null } | null;
  readonly state: FigureState | null;
  readonly playing: boolean;
  play(): void;
  pause(): void;
  /** Starts the samples again from noise, and takes back what was done to them. */
  reset(): void;
  seek(time: number): void;
  /** Sets a field of the link or a parameter; whether it was taken. */
  set(name: string, value: string | number | boolean): boolean;
  /** A PNG of the picture. */
  snapshot(): Promise<Blob>;
  /** The fragment of a link that shows the same in the page. */
  link(): Promise<string>;
}

declare global {
  interface HTMLElementTagNameMap {
    "thermo-gen": ThermoGen;
  }
}
