"""The running figure of thermogen in notebooks, by anywidget.

Element, workers and WebAssembly are within the wheel: nothing is loaded from any address. It trains and generates in
the browser, with the bits that this package has. Where no script runs (exported HTML, nbconvert, a viewer of notebooks)
a still is shown instead: the end of the last run, or the images that are learned.
"""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from . import _core
from ._arrays import images_npy, optional
from .model import Model
from .settings import Setting

_SHOWN = 6  # images of a still
_LARGE = 4  # pixels of a still for one pixel of an image


class Figure(anywidget.AnyWidget):
    """A computer that runs in the notebook.

    >>> thermogen.Figure(view="heat", samples=4)                     # doctest: +SKIP
    >>> thermogen.Figure(images, preset="quick", seed=7)             # doctest: +SKIP
    >>> thermogen.Figure(model, controls="play reset generate_kt")   # doctest: +SKIP

    ``source``
        Images, as :func:`thermogen.train` takes them, or a model that was trained here, whose images are learned
        again with its parameters (to the same fingerprint); glyphs unless given. For a model from a file, give
        ``images`` as well.
    ``view``
        ``denoise``, ``train``, ``heat``, ``couplings``, ``unit`` or ``compare``.
    ``controls``
        ``play``, ``reset``, ``fresh``, ``time``, and parameters by name, with blanks between them.
    ``scene``, ``link``
        A scene of the page (``glyphs``, ``digits``, ``classes``, ``complete``, ``own``, ``paper``), or a whole link.
    ``parameters``
        Any of :func:`thermogen.parameters`; later by ``figure.settings = {"generate_kt": 2}``.

    ``figure.state`` is told by the figure while it runs: ``phase``, ``step``, ``steps``, ``time``, ``heat`` (kT, mean
    of the samples), ``overlap``, ``fingerprint`` of all units, ``model`` (fingerprint of the trained computer).
    """

    _esm = Path(__file__).parent / "static" / "widget.js"
    link = traitlets.Unicode().tag(sync=True)
    preset = traitlets.Unicode().tag(sync=True)
    view = traitlets.Unicode("denoise").tag(sync=True)
    controls = traitlets.Unicode("play time").tag(sync=True)
    theme = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    settings = traitlets.Dict().tag(sync=True)
    images = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    still = traitlets.CBytes(b"").tag(sync=True)
    """A PNG of the end of the last run."""

    def __init__(
        self,
        source: ArrayLike | Model | None = None,
        *,
        labels: ArrayLike | None = None,
        images: ArrayLike | None = None,
        scene: str = "",
        link: str = "",
        view: str = "denoise",
        controls: str = "play time",
        theme: str = "",
        caption: str = "",
        **parameters: Setting,
    ) -> None:
        settings: dict[str, Setting] = dict(parameters)
        given = images
        if isinstance(source, Model):
            settings = {**source.parameters, **settings}
            given, labels = source._images if images is None else (images, labels)
            if given is None:
                raise ValueError("images: are needed, as a model from a file does not hold those it was trained on")
        elif given is None:
            given = source
        learned = None if given is None else _bytes_of(given, labels, settings)
        named = {"preset": scene or ("own" if learned else ""), "link": link, "view": view, "controls": controls}
        super().__init__(**named, theme=theme, caption=caption, settings=settings, images=learned)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and a still for where it does not run."""
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        png = self.still or self._first_still()
        if png:
            data["image/png"] = base64.b64encode(png).decode()
            words = _escaped(self.caption or "This figure runs in a notebook with a kernel.")
            picture = f'<img alt="{words}" src="data:image/png;base64,{data["image/png"]}">'
            data["text/html"] = f"<figure>{picture}<figcaption>{words}</figcaption></figure>"
        return data, metadata

    def _first_still(self) -> bytes:
        """The images that are learned, or three glyphs."""
        if self.images is None:
            drawn = np.frombuffer(_core.draw_glyphs(["0", "1", "2"], 14, 1, 0), np.uint8).reshape(3, 14, 14, 1)
        else:
            sizes = (-1, self.images["height"], self.images["width"], self.images["channels"])
            drawn = np.frombuffer(self.images["pixels"], np.uint8).reshape(sizes)
        return _png(drawn[:_SHOWN])


def _bytes_of(images: ArrayLike, labels: ArrayLike | None, settings: dict[str, Setting]) -> dict[str, Any]:
    """Images as the figure takes them, by the rules of training."""
    form = str(settings.get("couplings", "dense"))
    pixels, sizes, classes = _core.image_bytes(images_npy(images), optional(labels), form != "dense")
    width, height, channels = sizes
    return {"pixels": pixels, "labels": classes, "width": width, "height": height, "channels": channels}


def _png(images: NDArray[np.uint8]) -> bytes:
    """Images [N, H, W, 1 or 3] in a row, enlarged, as a PNG."""
    row = np.concatenate(list(images), axis=1)
    row = row.repeat(_LARGE, axis=0).repeat(_LARGE, axis=1)
    height, width, channels = row.shape
    lines = np.concatenate([np.zeros((height, 1), np.uint8), row.reshape(height, -1)], axis=1)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(lines.tobytes())), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
