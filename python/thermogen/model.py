"""A trained computer: it generates, and can be asked for its loss and its noising trajectories."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _core
from ._arrays import images_npy, npy, optional
from ._progress import Progress, told
from .samples import Samples
from .settings import Setting

Wanted = Union[int, str, Sequence[int], NDArray[np.integer], None]
"""A class for all samples, one for each, ``"each"`` for all classes in turn, or ``None``."""


class Loss(NamedTuple):
    """−ln P̃ of one step, on noising trajectories that the training did not use."""

    loss: float
    level: float
    """N/2, the loss of pure noise."""
    excess: float
    """The loss minus its level; below 0 is better than that of an untrained computer with perfect noise."""
    standard_error: float
    trajectories: NDArray[np.float64]
    """The excess loss of each trajectory, [trajectories]."""


class Noising(NamedTuple):
    """One recorded noising trajectory."""

    arrivals: NDArray[np.float32]
    """The states x′ that the steps arrive at, [steps, units], visible units first."""
    displacements: NDArray[np.float32]
    """Δx = x′ − x, [steps, units]."""


class Model:
    """A trained computer, by :func:`thermogen.train` or :meth:`Model.load`."""

    def __init__(self, core: _core.Model, images: ArrayLike | None = None, labels: ArrayLike | None = None) -> None:
        self._core = core
        self._images = (images, labels)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Model:
        """Reads a model: a safetensors file of this package, the command line or the page."""
        try:
            return cls.from_bytes(Path(path).read_bytes())
        except ValueError as error:
            raise ValueError(f"{os.fspath(path)}: {error}") from None

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        """A model from the bytes of its file."""
        return cls(_core.Model.load(data))

    def to_bytes(self) -> bytes:
        """The bytes of the model's file; the same model gives the same bytes."""
        return self._core.save()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the model as safetensors; no half-written file is ever left."""
        target = Path(path)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self.to_bytes())
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
            os.replace(name, target)
        except BaseException:
            os.unlink(name)
            raise

    @property
    def fingerprint(self) -> str:
        """A hash of the bits of all couplings and biases."""
        return self._core.fingerprint

    @property
    def shape(self) -> tuple[int, ...]:
        """Of an image: (H, W), or (H, W, 3) in colour."""
        width, height, channels, _ = self._core.sizes
        return (height, width) if channels == 1 else (height, width, channels)

    @property
    def visible(self) -> int:
        """How many units are visible: one for each number of an image."""
        width, height, channels, _ = self._core.sizes
        return width * height * channels

    @property
    def hidden(self) -> int:
        """How many units are hidden."""
        return self._core.sizes[3]

    @property
    def classes(self) -> list[int]:
        """Labels of the training images, ascending."""
        return self._core.classes

    @property
    def parameters(self) -> dict[str, Setting]:
        """The settings of the training, which also say how the computer is run."""
        return self._core.parameters

    @property
    def history(self) -> NDArray[np.float64]:
        """The excess loss of a step, −ln P̃ minus N/2, after each iteration; empty for a model from a file."""
        return self._core.loss

    @property
    def targets(self) -> NDArray[np.float32]:
        """The training images as the units see them, [N, visible]; empty for a model from a file."""
        return self._core.targets.reshape(-1, self.visible)

    def couplings(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """J, [units, units], symmetric with an empty diagonal, and b, [units]; both in E₀, visible units first."""
        pairs, biases = self._core.couplings()
        return pairs.reshape(len(biases), len(biases)), biases

    def generate(
        self,
        samples: int | None = None,
        *,
        seed: int | None = None,
        wanted: Wanted = None,
        frames: int | None = None,
        first: int = 0,
        start: ArrayLike | None = None,
        clamp: tuple[ArrayLike, ArrayLike] | None = None,
        events: str = "",
        progress: Progress = None,
        **parameters: Setting,
    ) -> Samples:
        """Lets thermal motion turn noise into samples, and counts the heat.

        ``samples``
            How many (unless given, as the model's parameters say, or as many as ``start`` has rows).
        ``seed``
            Fixes the noise; the model's unless given. A sample's bits depend on the seed and its number alone.
        ``wanted``
            The class to ask for: a label, one for each sample, or ``"each"`` for all in turn.
        ``frames``
            Keep so many states from start to end: ``states`` is then [frames, samples, units].
        ``first``
            The number of the first sample.
        ``start``
            States to start from, [samples, units], instead of equilibrium.
        ``clamp``
            (mask, values): units to hold, [visible] or [units], not 0 where held, and at what, of the same
            size or with a row for each sample.
        ``events``
            Outside acts during the run, as ``"120:generate_kt:2;300:lesion:17"``.
        ``parameters``
            Those of generation: ``time`` and ``dt`` (1/(μ₀E₀)), ``cool``, ``generate_kt``, ….

        Raises ValueError where something is bad or a state stops being finite. Ctrl-C ends it.
        """
        settings = {{"time": "generate_time", "dt": "generate_dt"}.get(k, k): v for k, v in parameters.items()}
        if seed is not None:
            settings["seed"] = seed
        rows = None if start is None else np.asanyarray(start)
        if rows is not None and samples not in (None, len(rows)):
            raise ValueError(f"samples = {samples}: must be {len(rows)}, as many as start holds")
        if samples is not None:
            settings["samples"] = samples
        count = int(settings.get("samples", self.parameters["samples"])) if rows is None else len(rows)
        held = None if clamp is None else (npy(np.ravel(clamp[0])), npy(_rows(clamp[1], np.size(clamp[0]))))
        asked = self._asked(wanted, first, count)
        with told(progress, "generation") as report:
            made = self._core.generate(settings, first, asked, frames, optional(rows), held, events, report)
        scale = float(settings.get("readout_scale", self.parameters["readout_scale"]))
        return Samples._of(made, self, frames, scale)

    def _asked(self, wanted: Wanted, first: int, count: int) -> int | list[int] | None:
        if isinstance(wanted, str):
            if wanted != "each":
                raise ValueError(f'wanted = {wanted}: must be a label, one for each sample, or "each"')
            known = self.classes
            return [known[(first + k) % len(known)] for k in range(count)] if known else None
        if wanted is None or isinstance(wanted, (int, np.integer)):
            return None if wanted is None else int(wanted)
        return [int(label) for label in wanted]

    def loss(
        self,
        images: ArrayLike,
        labels: ArrayLike | None = None,
        *,
        trajectories: int = 10,
        progress: Progress = None,
        **parameters: Setting,
    ) -> Loss:
        """The loss on fresh noising trajectories of images, which are taken in turn.

        ``images`` and ``labels`` are as for :func:`thermogen.train`; ``parameters`` those of physics, and ``seed``.
        """
        with told(progress, "trajectories") as report:
            level, excess = self._core.validate(images_npy(images), optional(labels), trajectories, parameters, report)
        error = float(np.std(excess, ddof=1) / np.sqrt(len(excess))) if len(excess) > 1 else 0.0
        mean = float(np.mean(excess))
        return Loss(level + mean, level, mean, error, excess)

    def noise(
        self, image: ArrayLike, label: int | None = None, *, trajectory: int = 0, **parameters: Setting
    ) -> Noising:
        """Noises one image, [H, W] or [H, W, 3], and records every step.

        ``trajectory`` is the number of the noise; ``parameters`` are those of physics, and ``seed``.
        """
        array = np.asanyarray(image)
        one = array if array.ndim == len(self.shape) + 1 else array[np.newaxis]
        labels = None if label is None else npy(np.array([label]))
        return Noising(*self._core.noise(npy(one), labels, trajectory, parameters))

    def __reduce__(self) -> tuple[Any, ...]:
        """Models go to other processes as the bytes of their file."""
        return Model.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        size = "×".join(map(str, self.shape))
        return f"<thermogen.Model of {size} visible and {self.hidden} hidden units, {self.fingerprint}>"


def _rows(values: ArrayLike, width: int) -> NDArray[np.generic]:
    array = np.asanyarray(values)
    return array.reshape(-1, width) if array.size % max(width, 1) == 0 else array
