"""The bits are those of the command line, of the page and of every earlier version."""

from __future__ import annotations

import json

import numpy as np
import pytest
from conftest import root

import thermogen

recorded = json.loads((root / "tests/fingerprints.json").read_text())


@pytest.mark.parametrize("job", recorded["jobs"], ids=lambda job: job["name"])
def test_recorded_jobs(job):
    settings = job["settings"]
    names = [str(glyph) for glyph in recorded["glyphs"]]
    images = thermogen.glyphs(names, recorded["size"], seed=settings["seed"])
    model = thermogen.train(images, np.array(recorded["glyphs"]), progress=False, **settings)
    samples = model.generate(recorded["samples"], progress=False)
    assert (model.fingerprint, samples.fingerprint) == (job["model"], job["units"])
    alone = model.generate(1, first=3, progress=False)
    np.testing.assert_array_equal(alone.states[0], samples.states[3])


def test_command_line(command, tmp_path, images):
    """The same images, model, samples, heat, noising and loss, by way of files."""
    np.save(tmp_path / "images.npy", images)
    np.save(tmp_path / "labels.npy", np.arange(3))
    settings = {"hidden": 40, "hidden_drive": "copy+class", "class_units": 10, "iterations": 6, "dt": 0.01}
    flags = [part for k, v in settings.items() for part in (f"--{k.replace('_', '-')}", v)]
    source = ["--images", "images.npy", "--labels", "labels.npy"]
    told = command("train", *source, "--indices", "0,1,2", *flags, "--out", "model")
    model = thermogen.train(images, np.arange(3), progress=False, **settings)
    assert model.fingerprint == told["fingerprint"]
    assert model.history[-1] == told["loss_excess_last"]
    model.save(tmp_path / "mine")
    assert (tmp_path / "mine").read_bytes() == (tmp_path / "model").read_bytes()

    outputs = ["--out", "x.npy", "--pixels", "p.npy", "--heat", "heat.csv"]
    run = ["--samples", 40, "--seed", 9, "--class", "each", "--time", 0.5, "--cool", 0.2]
    told = command("generate", "--model", "model", *run, "--frames", 4, *outputs)
    read = thermogen.Model.load(tmp_path / "model")
    samples = read.generate(40, seed=9, wanted="each", time=0.5, cool=0.2, frames=4)
    assert samples.fingerprint == told["fingerprint"]
    np.testing.assert_array_equal(samples.states, np.load(tmp_path / "x.npy"))
    np.testing.assert_array_equal(samples.pixels.reshape(40, -1), np.load(tmp_path / "p.npy"))
    table = np.genfromtxt(tmp_path / "heat.csv", delimiter=",", names=True)
    np.testing.assert_array_equal(samples.heat, table["heat_emitted_kT"])
    np.testing.assert_array_equal(samples.cooling, table["cooling_kT"])

    told = command("loss", "--model", "model", *source, "--indices", "0,1,2", "--trajectories", 6)
    loss = read.loss(images, np.arange(3), trajectories=6)
    assert loss.excess == pytest.approx(told["difference"], rel=1e-12)
    assert loss.standard_error == pytest.approx(told["standard_error"], rel=1e-12)
    one = [*source, "--indices", 1, "--out", "arrivals.npy", "--displacements", "moves.npy"]
    command("noise", "--model", "model", *one)
    noising = read.noise(images[1], label=1)
    np.testing.assert_array_equal(noising.arrivals, np.load(tmp_path / "arrivals.npy"))
    np.testing.assert_array_equal(noising.displacements, np.load(tmp_path / "moves.npy"))
