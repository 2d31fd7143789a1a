"""Trains and generates on many machines by Dask, with the bits of one: python examples/dask_train.py [ADDRESS].

Moments of images are additive to the bit, and a sample's bits depend on the seed and its number alone. So each worker
sums a part of the images, one process trains from the sums, and each worker generates a share of the samples. A part
whose worker is lost is computed again elsewhere: that is Dask's own doing, as are clusters by SSH, Slurm and
Kubernetes, whose address may be given. Needs: pip install thermogen "dask[distributed]".
"""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np
import thermogen
from dask.distributed import Client, LocalCluster, progress

SETTINGS: dict[str, Any] = {"hidden": 64, "iterations": 20, "visible_biases": True, "generate_time": 2.5}


def train(client: Client, images: np.ndarray, parts: int, **settings: Any) -> thermogen.Model:
    """A model from moments that the workers sum; all of them are sent the images once."""
    everywhere = client.scatter(images, broadcast=True)
    sums = [
        client.submit(thermogen.moments, everywhere, part=(part, parts), retries=3, pure=False, **settings)
        for part in range(parts)
    ]
    if sys.stderr.isatty():
        progress(sums)
    return thermogen.train(images, moments=client.gather(sums), progress=False, **settings)


def generate(client: Client, model: thermogen.Model, samples: int, shares: int, **settings: Any) -> thermogen.Samples:
    """Samples 0 … samples − 1 of a model, in shares."""
    everywhere = client.scatter(model, broadcast=True)
    cuts = np.linspace(0, samples, shares + 1).astype(int)

    def share(model: thermogen.Model, first: int, last: int) -> thermogen.Samples:
        return model.generate(int(last - first), first=int(first), progress=False, **settings)

    runs = [
        client.submit(share, everywhere, first, last, retries=3, pure=False)
        for first, last in zip(cuts[:-1], cuts[1:], strict=True)
    ]
    if sys.stderr.isatty():
        progress(runs)
    return thermogen.Samples.merge(client.gather(runs))


def main() -> None:
    """On a cluster, then in this process alone; the fingerprints must agree."""
    names = [str(digit) for digit in range(10)]
    images = np.concatenate([thermogen.glyphs(names, size=12, first=10 * k) for k in range(100)])
    cluster: Any = sys.argv[1] if len(sys.argv) > 1 else LocalCluster(n_workers=2, threads_per_worker=1)
    with Client(cluster) as client:
        began = time.perf_counter()
        model = train(client, images, parts=8, **SETTINGS)
        samples = generate(client, model, samples=256, shares=8, seed=7)
        print(f"cluster: {model.fingerprint} {samples.fingerprint} {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    alone = thermogen.train(images, progress=False, **SETTINGS)
    same = alone.generate(256, seed=7, progress=False)
    print(f"alone:   {alone.fingerprint} {same.fingerprint} {time.perf_counter() - began:.1f} s")
    if (model.fingerprint, samples.fingerprint) != (alone.fingerprint, same.fingerprint):
        sys.exit("the bits differ")


if __name__ == "__main__":
    main()
