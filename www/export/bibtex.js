/** Entries for a bibliography: the paper, this program, and the run on the stage. */
import { version } from "../built/parameters.js";

/** @typedef {{link: string, seed: string, samples: number, trainer: string, iterations: number, kt: string, model: string, fingerprint: string}} Run */

const paper = `@article{Whitelam2026,
  author  = {Whitelam, Stephen},
  title   = {Generative thermodynamic computing},
  journal = {Physical Review Letters},
  volume  = {136},
  pages   = {037101},
  year    = {2026},
  eprint  = {2506.15121},
  archivePrefix = {arXiv}
}
`;

const program = `@software{thermogen,
  author  = {{The thermogen authors}},
  title   = {thermogen},
  version = {${version}}
}
`;

/** @param {Run} run */
export const bibtex = ({ link, seed, samples, trainer, iterations, kt, model, fingerprint }) => `${paper}
${program}
@misc{thermogen-${fingerprint || model},
  author  = {{The thermogen authors}},
  title   = {A run of thermogen ${version}},
  note    = {Seed ${seed}, ${samples} ${samples === 1 ? "sample" : "samples"}, ${trainer} trainer, ${iterations} iterations, kT = ${kt};
             fingerprint of the trained computer ${model}${fingerprint && `, of the samples ${fingerprint}`}},
  url     = {${link}}
}
`;
