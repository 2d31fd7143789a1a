"""Several machines: parts and shares give the bits of one, also where a worker is killed in the middle."""

from __future__ import annotations

import importlib.util
import os
import pickle
import signal
import threading
import time

import numpy as np
import pytest
from conftest import root

import thermogen

SETTINGS = {"hidden": 24, "iterations": 6, "generate_time": 0.5}


@pytest.fixture(scope="module")
def many():
    """Five hundred glyphs, [500, 10, 10]."""
    names = ["0", "1", "2", "3", "4"]
    return np.concatenate([thermogen.glyphs(names, size=10, first=5 * k) for k in range(100)])


@pytest.fixture(scope="module")
def alone(many):
    return thermogen.train(many, progress=False, **SETTINGS)


def test_parts_in_any_order(many, alone):
    parts = [thermogen.moments(many, part=(k, 3), **SETTINGS) for k in (2, 0, 1)]
    assert thermogen.train(many, moments=parts, progress=False, **SETTINGS).fingerprint == alone.fingerprint
    with pytest.raises(ValueError, match="each of the 3 parts once"):
        thermogen.train(many, moments=parts[:2], **SETTINGS)
    with pytest.raises(ValueError, match="other images or settings"):
        thermogen.train(many[:-1], moments=parts, **SETTINGS)
    with pytest.raises(ValueError, match="part = 3 of 3"):
        thermogen.moments(many, part=(3, 3), **SETTINGS)


def test_shares_and_processes(alone):
    whole = alone.generate(20, seed=3, frames=3)
    again = pickle.loads(pickle.dumps(alone))
    shares = [again.generate(count, first=first, seed=3, frames=3) for first, count in [(0, 7), (7, 13)]]
    merged = thermogen.Samples.merge(shares)
    assert merged.fingerprint == whole.fingerprint
    np.testing.assert_array_equal(merged.states, whole.states)
    np.testing.assert_array_equal(merged.heat, whole.heat)


@pytest.mark.slow
def test_dask_with_a_killed_worker(many, alone):
    from dask.distributed import Client, LocalCluster

    spec = importlib.util.spec_from_file_location("dask_train", root / "examples/dask_train.py")
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        model = example.train(client, many, parts=4, **SETTINGS)
        assert model.fingerprint == alone.fingerprint

        def kill():
            while not any(client.processing().values()):
                time.sleep(0.01)
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        samples = example.generate(client, model, samples=200, shares=6, seed=5, time=20)
        killer.join()
    assert samples.fingerprint == alone.generate(200, seed=5, time=20, progress=False).fingerprint
