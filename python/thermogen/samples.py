"""Samples of a model: states, pixels, heat, and how well they show the images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _core
from ._arrays import images_npy

if TYPE_CHECKING:
    from .model import Model


class Quality(NamedTuple):
    """Signed overlaps (correlations) of samples with the image each is most like. All samples count."""

    mean_best_overlap: float
    """1 is the image itself, −1 its inverse."""
    standard_error: float | None
    recognised: float
    """Share of samples with an overlap above 0.7."""
    inverted: float
    """Share of samples whose overlap of largest size is negative."""
    shares: list[float]
    """For each image, the share of samples that are most like it."""


@dataclass(frozen=True, eq=False, repr=False)
class Samples:
    """Samples as :meth:`thermogen.Model.generate` gives them."""

    states: NDArray[np.float32]
    """All units at the end, [samples, units], visible units first; [frames, samples, units] with frames."""
    pixels: NDArray[np.float32]
    """Brightness at the end, ½ + ½ x / readout_scale cut off at 0 and 1, [samples, H, W] or [samples, H, W, 3]."""
    heat: NDArray[np.float64]
    """Heat emitted to the bath, [samples], in kT; positive when released."""
    heat_parts: dict[str, NDArray[np.float64]]
    """The terms that the heat is the sum of, each [samples], in kT."""
    cooling: NDArray[np.float64]
    """Heat emitted in the time at kT = 0 that may follow, [samples], in kT; not part of ``heat``."""
    work: NDArray[np.float64]
    """Work by events, [samples], in kT."""
    fingerprint: str
    """A hash of the bits of all units of all samples."""
    model: Model
    """The computer."""

    @classmethod
    def _of(cls, made: dict[str, Any], model: Model, frames: int | None, scale: float) -> Samples:
        rows: NDArray[np.float32] = made.pop("states")
        count = len(made["heat"])
        last = rows[len(rows) - count :, : model.visible]
        # In float32 throughout, as the command line computes it.
        bright = np.clip(np.float32(0.5) + np.float32(0.5 / scale) * last, np.float32(0), np.float32(1))
        states = rows if frames is None else rows.reshape(frames, count, -1)
        return cls(states=states, pixels=bright.reshape(count, *model.shape), model=model, **made)

    @classmethod
    def merge(cls, shares: Sequence[Samples]) -> Samples:
        """Shares of one run, made with ``first``, in the order of their first samples; the fingerprint is the run's."""

        def together(name: str, axis: int = 0) -> NDArray[Any]:
            return np.concatenate([getattr(share, name) for share in shares], axis=axis)

        states = together("states", shares[0].states.ndim - 2)
        last = states if states.ndim == 2 else states[-1]
        names = shares[0].heat_parts
        return cls(
            states=states,
            pixels=together("pixels"),
            heat=together("heat"),
            heat_parts={name: np.concatenate([share.heat_parts[name] for share in shares]) for name in names},
            cooling=together("cooling"),
            work=together("work"),
            fingerprint=_core.fingerprint(last.tobytes(), last.shape[1]),
            model=shares[0].model,
        )

    def __len__(self) -> int:
        return len(self.heat)

    @property
    def visible(self) -> NDArray[np.float32]:
        """The visible units at the end, [samples, visible]."""
        last = self.states if self.states.ndim == 2 else self.states[-1]
        return last[:, : self.model.visible]

    def quality(self, images: ArrayLike | None = None) -> Quality:
        """How well the samples show images: those that the model was trained on unless given."""
        core = self.model._core
        targets = core.targets if images is None else core.scaled(images_npy(images))
        if targets.size == 0:
            raise ValueError("images: are needed, as a model from a file does not hold those it was trained on")
        return Quality(*core.quality(np.ravel(self.visible), targets))

    def __repr__(self) -> str:
        mean = float(np.mean(self.heat))
        return f"<thermogen.Samples: {len(self)}, mean heat {mean:.1f} kT, {self.fingerprint}>"
