"""The measures of `thermogen quality --net` again, in NumPy, from their definitions; and samples on their own.

    python bench/quality/measures.py NET DIGITS P.npy…   rows for samples of classes in turn, and the floor
    python bench/quality/measures.py NET DIGITS P.npy… --against REPORT.json   compares with thermogen's own

DIGITS is the folder of digits.py. REPORT.json is what `thermogen quality --json` printed for the same samples; every
measure must agree to 0.002 (the net runs in float32 in both), the Fréchet distance to a hundredth of itself.
"""

import json
import sys
from pathlib import Path

import net as feature_net
import numpy as np
from digits import in_turns

NEIGHBOURS = 5


def read_idx(path):
    raw = Path(path).read_bytes()
    shape = [int.from_bytes(raw[4 + 4 * k : 8 + 4 * k], "big") for k in range(raw[3])]
    return np.frombuffer(raw[4 + 4 * raw[3] :], np.uint8).reshape(shape)


def squares(a, b):
    return np.maximum((a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T, 0)


def frechet(a, b):
    first, second = np.cov(a.T), np.cov(b.T)
    # The eigenvalues of C C′ are those of its symmetric twin, real and not negative.
    roots = np.sqrt(np.maximum(np.linalg.eigvals(first @ second).real, 0)).sum()
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(first) + np.trace(second) - 2 * roots


def compared(real, samples):
    """Distance, precision, recall, density, coverage of features."""
    ball = np.sort(squares(real, real), 1)[:, NEIGHBOURS]
    own = np.sort(squares(samples, samples), 1)[:, NEIGHBOURS]
    far = squares(real, samples)
    held = far <= ball[:, None]
    return {
        "frechet": frechet(real, samples),
        "precision": held.any(0).mean(),
        "recall": (far <= own).any(1).mean(),
        "density": held.sum() / held.shape[1] / NEIGHBOURS,
        "coverage": held.any(1).mean(),
    }


def novelty(samples, classes, train, unseen):
    """Median distance to the nearest training digit of the class, over that of unseen ones; mean over classes."""

    def nearest(images, training):
        return np.median(np.sqrt(squares(images, training).min(1)))

    def of_class(c):
        training = train[0][train[1] == c]
        return nearest(samples[classes == c], training) / nearest(unseen[0][unseen[1] == c][:200], training)

    return np.mean([of_class(c) for c in range(10)])


class Measures:
    """Everything that samples are compared with."""

    def __init__(self, net, folder):
        self.net = feature_net.load(net)

        def part(name):
            bright = read_idx(Path(folder) / f"{name}.idx").reshape(-1, 784).astype(np.float32) / 255
            return bright, read_idx(Path(folder) / f"{name}-labels.idx")

        self.train, self.reference, self.other = part("train"), part("reference"), part("other")
        self.unseen = in_turns(self.reference, self.other)
        self.real = self.features(self.reference[0])[0]

    def features(self, bright):
        found, scores = feature_net.forward(self.net, bright)
        return np.asarray(found, np.float64), np.argmax(scores, 1)

    def row(self, bright, classes):
        found, read = self.features(bright)
        return {
            **compared(self.real, found),
            "class_accuracy": np.mean(read == classes),
            "novelty": novelty(bright, classes, self.train, self.unseen),
        }


def mean_row(rows):
    return {name: np.mean([row[name] for row in rows]) for name in rows[0]}


def show(name, row):
    print(f"{name:10}" + "".join(f"  {key} {value:.4f}" for key, value in row.items()), flush=True)


def main():
    arguments = sys.argv[1:]
    report = None
    if "--against" in arguments:
        at = arguments.index("--against")
        report = json.loads(Path(arguments[at + 1]).read_text())
        arguments = arguments[:at]
    net, folder, *files = arguments
    measures = Measures(net, folder)
    found = {"floor": measures.row(*measures.other)}
    samples = [np.load(file).astype(np.float32) for file in files]
    found["cooled"] = mean_row([measures.row(x, np.arange(len(x)) % 10) for x in samples])
    for name, row in found.items():
        show(name, row)
        if report:
            off = {
                key: abs(value - report[name][key]) / (0.01 * value if key == "frechet" else 0.002)
                for key, value in row.items()
            }
            worst = max(off, key=off.get)
            print(f"{name}: {worst} differs most, by {off[worst]:.3f} of the tolerance")
            if off[worst] > 1:
                sys.exit(1)


if __name__ == "__main__":
    main()
