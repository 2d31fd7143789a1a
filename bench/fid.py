"""The Fréchet distance with Inception's features, for whoever has its weights. They are not part of this project and
were not at hand: no number of this kind is stated in docs/quality.md.

    python bench/fid.py INCEPTION.pt SAMPLES.npy REAL.npy     one number

INCEPTION.pt is a TorchScript module from images (N × 3 × 299 × 299, 0 to 255, float32) to N × 2048 features, such as
`pt_inception-2015-12-05` wrapped by pytorch-fid. Samples and real images are arrays of brightness from 0 to 1, N × pixels,
square and grey, as `thermogen generate --pixels` writes them; give at least 10,000 of each, or say how many there were.
Needs PyTorch (bench/setup --torch).
"""

import sys

import numpy as np

BATCH = 50


def features(inception, path):
    import torch

    images = np.load(path).astype(np.float32)
    side = int(round(images.shape[1] ** 0.5))
    found = []
    for batch in np.split(images, range(BATCH, len(images), BATCH)):
        grey = torch.from_numpy(batch.reshape(-1, 1, side, side) * 255)
        wide = torch.nn.functional.interpolate(grey, size=(299, 299), mode="bilinear", align_corners=False)
        with torch.no_grad():
            found.append(inception(wide.repeat(1, 3, 1, 1)).reshape(len(batch), -1).numpy())
    return np.concatenate(found).astype(np.float64)


def root(matrix):
    sizes, axes = np.linalg.eigh(matrix)
    return (axes * np.sqrt(np.maximum(sizes, 0))) @ axes.T


def distance(a, b):
    first, second = np.cov(a.T), np.cov(b.T)
    half = root(first)
    inner = np.sqrt(np.maximum(np.linalg.eigvalsh(half @ second @ half), 0)).sum()
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(first) + np.trace(second) - 2 * inner


def main():
    import torch

    weights, samples, real = sys.argv[1:]
    inception = torch.jit.load(weights).eval()
    print(distance(features(inception, samples), features(inception, real)))


if __name__ == "__main__":
    main()
