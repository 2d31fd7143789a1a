"""Writes the moving picture of the project's README: noise becomes digits, as a GIF that goes round.

python python/examples/loop.py docs/loop.gif        (needs Pillow)
"""

import sys

import numpy as np
from PIL import Image

import thermogen

FRAMES = 30
PAUSE = 16  # frames that the end is shown for
ENLARGED = 3
MS = 60  # between two frames


def main() -> None:
    """Trains on three digits and draws twelve samples in two rows, moment by moment."""
    model = thermogen.train(thermogen.digits([0, 1, 2]), preset="digits", progress=False)
    samples = model.generate(12, seed=7, frames=FRAMES, cool=1, progress=False)
    scale = float(model.parameters["readout_scale"])
    bright = np.clip(0.5 + 0.5 / scale * samples.states[:, :, : model.visible], 0, 1)
    rows = bright.reshape(FRAMES, 2, 6, 28, 28).transpose(0, 1, 3, 2, 4).reshape(FRAMES, 56, 168)
    grey = (32 * np.round(7.9 * rows)).clip(0, 255).astype(np.uint8)  # few levels keep the file small
    large = grey.repeat(ENLARGED, axis=1).repeat(ENLARGED, axis=2)
    pictures = [Image.fromarray(frame) for frame in large]
    times = [MS] * (FRAMES - 1) + [MS * PAUSE]
    pictures[0].save(sys.argv[1], save_all=True, append_images=pictures[1:], duration=times, loop=0, optimize=True)


if __name__ == "__main__":
    main()
