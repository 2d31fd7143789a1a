"""Training: images in, a model out."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._arrays import images_npy, optional
from ._progress import Progress, told
from .model import Model
from .settings import Setting


def train(
    images: ArrayLike,
    labels: ArrayLike | None = None,
    *,
    preset: str | None = None,
    moments: Iterable[bytes] | None = None,
    progress: Progress = None,
    **parameters: Setting,
) -> Model:
    """Trains a computer on images.

    ``images``
        [N, H, W] or [N, H, W, C] (or [N, C, H, W]; one image [H, W] alone), C being 1 to 4, of any type and order:
        whole numbers 0 to 255 or 0 to 65535, switches, or floats 0 to 1, −1 to 1 or 0 to 255. Colour is kept with
        ``couplings="factored"`` or ``"auto"`` and becomes grey otherwise. All images are learned.
    ``labels``
        [N], the class of each image, 0 to 255; needed for class codes.
    ``preset``
        The name of a set of parameters (:func:`thermogen.presets`); single parameters go over it.
    ``moments``
        All parts of the images' moments (:func:`thermogen.moments`), in any order, in place of summing them here.
    ``progress``
        ``None`` for a bar where tqdm is installed, ``False`` for no bar, or a function of the part that is done.
    ``parameters``
        Any of :func:`thermogen.parameters`: ``hidden=512`` (units), ``kt=0.1`` (E₀), ``seed=1``, ….

    Raises ValueError with the name, the value and the limit of what is bad. Ctrl-C ends it.
    """
    parts = None if moments is None else list(moments)
    with told(progress, "training") as report:
        core = _core.train(images_npy(images), optional(labels), preset, parameters, parts, report)
    return Model(core, np.array(images), labels)


def moments(
    images: ArrayLike,
    labels: ArrayLike | None = None,
    *,
    part: tuple[int, int],
    preset: str | None = None,
    **parameters: Setting,
) -> bytes:
    """One machine's part of the sums over images that the exact trainer needs, for ``train(..., moments=…)``.

    ``part``
        (part, parts), counted from 0. Every machine is given all images and the same parameters; the model that all
        parts together give has the bits of one machine's.
    """
    return _core.moments(images_npy(images), optional(labels), part, preset, parameters)
