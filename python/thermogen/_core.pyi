"""The compiled module; its users call the documented functions around it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .settings import Setting

__version__: str

_Progress = Callable[[int], Any] | None

def draw_glyphs(names: list[str], size: int, seed: int, first: int) -> bytes: ...
def check() -> tuple[bool, list[tuple[str, float, float, bool, str]]]: ...
def presets() -> list[tuple[str, str]]: ...
def parameters() -> list[tuple[str, Setting, str, str, str]]: ...
def train(
    images: bytes,
    labels: bytes | None,
    preset: str | None,
    settings: Mapping[str, Setting],
    moments: list[bytes] | None,
    progress: _Progress,
) -> Model: ...
def moments(
    images: bytes,
    labels: bytes | None,
    part: tuple[int, int],
    preset: str | None,
    settings: Mapping[str, Setting],
) -> bytes: ...
def fingerprint(states: bytes, units: int) -> str: ...
def image_bytes(images: bytes, labels: bytes | None, colour: bool) -> tuple[bytes, list[int], bytes | None]: ...

class Model:
    @staticmethod
    def load(bytes: bytes) -> Model: ...
    def save(self) -> bytes: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def sizes(self) -> list[int]: ...
    @property
    def classes(self) -> list[int]: ...
    @property
    def parameters(self) -> dict[str, Setting]: ...
    @property
    def loss(self) -> NDArray[np.float64]: ...
    @property
    def targets(self) -> NDArray[np.float32]: ...
    def couplings(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...
    def generate(
        self,
        settings: Mapping[str, Setting],
        first: int,
        asked: int | list[int] | None,
        frames: int | None,
        start: bytes | None,
        clamps: tuple[bytes, bytes] | None,
        events: str,
        progress: _Progress,
    ) -> dict[str, Any]: ...
    def noise(
        self, image: bytes, label: bytes | None, trajectory: int, settings: Mapping[str, Setting]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...
    def validate(
        self,
        set: bytes,
        labels: bytes | None,
        trajectories: int,
        settings: Mapping[str, Setting],
        progress: _Progress,
    ) -> tuple[float, NDArray[np.float64]]: ...
    def scaled(self, set: bytes) -> NDArray[np.float32]: ...
    def quality(
        self, samples: NDArray[np.float32], images: NDArray[np.float32]
    ) -> tuple[float, float | None, float, float, list[float]]: ...
