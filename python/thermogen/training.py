"""Training: images in, a model out."""

from __future__ import annotations

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
    ``progress``
        ``None`` for a bar where tqdm is installed, ``False`` for no bar, or a function of the part that is done.
    ``parameters``
        Any of :func:`thermogen.parameters`: ``hidden=512`` (units), ``kt=0.1`` (E₀), ``seed=1``, ….

    Raises ValueError with the name, the value and the limit of what is bad. Ctrl-C ends it.
    """
    with told(progress, "training") as report:
        core = _core.train(images_npy(images), optional(labels), preset, parameters, report)
    return Model(core, np.array(images), labels)
