"""Parameters, presets, glyphs and the self-check."""

from __future__ import annotations

from collections.abc import Sequence
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


def check() -> list[Check]:
    """Checks the physics against oracles, here and now (some seconds).

    Raises AssertionError where a row fails.
    """
    passed, rows = _core.check()
    found = [Check(*row) for row in rows]
    if not passed:
        raise AssertionError("; ".join(f"{row.name}: {row.value:.3e}" for row in found if not row.passed))
    return found
