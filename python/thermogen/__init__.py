"""Generative thermodynamic computing with NumPy arrays.

A network of noisy analog units is trained on a few images, so that its own thermal motion turns noise into images
like them; the heat that this emits is counted, in kT. After S. Whitelam, *Generative thermodynamic computing*,
Phys. Rev. Lett. 136, 037101 (2026).

>>> import thermogen
>>> model = thermogen.train(thermogen.glyphs(["0", "1", "2"]), preset="quick")
>>> samples = model.generate(16, seed=7)
>>> samples.pixels.shape, samples.heat.shape
((16, 14, 14), (16,))

The same settings and seed give the same bits here, on the command line and in the page: compare ``fingerprint``.
"""

from ._core import __version__
from .model import Loss, Model, Noising
from .samples import Quality, Samples
from .settings import Check, Parameter, check, digits, glyphs, parameters, presets
from .training import moments, train

__all__ = [
    "Check",
    "Figure",
    "Loss",
    "Model",
    "Noising",
    "Parameter",
    "Quality",
    "Samples",
    "__version__",
    "check",
    "digits",
    "glyphs",
    "moments",
    "parameters",
    "presets",
    "train",
]


def __getattr__(name: str) -> object:
    """Loads the figure when it is first asked for, as it needs anywidget."""
    if name == "Figure":
        from .figure import Figure

        return Figure
    raise AttributeError(f"module 'thermogen' has no attribute {name!r}")
