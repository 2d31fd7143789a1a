"""Arrays as the bytes of .npy files: the core reads arrays and files by one reader, with one set of rules."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import ArrayLike


def npy(values: ArrayLike) -> bytes:
    """The bytes of an array of any type, byte order and memory order."""
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asanyarray(values), allow_pickle=False)
    return file.getvalue()


def images_npy(values: ArrayLike) -> bytes:
    """The bytes of images; one image alone is a set of one."""
    array = np.asanyarray(values)
    return npy(array[np.newaxis] if array.ndim == 2 else array)


def optional(values: ArrayLike | None) -> bytes | None:
    """The same where there may be nothing."""
    return None if values is None else npy(values)
