"""Parameters, presets, glyphs and the self-check."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Union

import numpy as np
from numpy.typing import NDArray

from . import _core

Setting = Union[bool, int, float, str]
"""A value of the parameter table: a switch, a number, or one of a list of names."""


class Parameter(NamedTuple):
    """A row of the parameter table."""

    name: str
    default: Setting
    unit: str
    """E₀, 1/(μ₀E₀), units, or empty."""
    allowed: str
    help: str


class Check(NamedTuple):
    """One row of the self-check: a value that is compared with a known result."""

    name: str
    value: float
    tolerance: float
    passed: bool
    compared: str


def parameters() -> dict[str, Parameter]:
    """All parameters by name, with defaults, units and allowed values."""
    return {row[0]: Parameter(*row) for row in _core.parameters()}


def presets() -> dict[str, str]:
    """Names for sets of parameters, and what each is for."""
    return dict(_core.presets())


def glyphs(names: Sequence[str] | str, size: int = 14, *, seed: int = 1, first: int = 0) -> NDArray[np.uint8]:
    """Draws stroke glyphs: "0" to "9", "star", "heart", ….

    Returns images of bytes, [names, size, size]. ``seed`` and ``first`` fix the handwriting of each.
    """
    names = [names] if isinstance(names, str) else list(names)
    drawn = np.frombuffer(_core.draw_glyphs(names, size, seed, first), np.uint8)
    return drawn.reshape(len(names), size, size).copy()


def digits(classes: Sequence[int], example: int = 0) -> NDArray[np.uint8]:
    """A few handwritten digits of MNIST that come with the package: bytes, [classes, 28, 28].

    ``example`` 0, 1 or 2 chooses one of three of each. MNIST: Y. LeCun, C. Cortes, C. J. C. Burges (CC BY-SA 3.0).
    """
    packed = (Path(__file__).parent / "static" / "digits.bin").read_bytes()
    rows = np.frombuffer(gzip.decompress(packed), np.uint8)[8:]
    labels, images = rows[:30], rows[30:].reshape(30, 28, 28)
    if not (set(classes) <= set(range(10)) and example in range(3)):
        raise ValueError(f"digits = {list(classes)}, {example}: classes from 0 to 9, and example 0, 1 or 2")
    return np.stack([images[labels == digit][example] for digit in classes])


def check() -> list[Check]:
    """Checks the physics against oracles, here and now (some seconds).

    Raises AssertionError where a row fails.
    """
    passed, rows = _core.check()
    found = [Check(*row) for row in rows]
    if not passed:
        raise AssertionError("; ".join(f"{row.name}: {row.value:.3e}" for row in found if not row.passed))
    return found
