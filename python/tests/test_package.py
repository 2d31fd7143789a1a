"""Arrays of every kind in, arrays of the stated shapes out; refusals, progress and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

import thermogen


def small(images, **more):
    return thermogen.train(images, hidden=8, iterations=2, progress=False, **more)


def test_any_type_and_order_gives_the_same_bits(images):
    wanted = small(images).fingerprint
    turned = np.zeros((9, 9, 3), np.uint8)
    turned[:] = images.transpose(1, 2, 0)
    for same in [
        images.astype(np.int64),
        images.astype(">u2"),
        images.astype(np.float32),
        images / 255,
        (images / 127.5 - 1).astype(">f8"),
        np.asfortranarray(images),
        turned.transpose(2, 0, 1),
        images[..., np.newaxis],
        np.repeat(images[..., np.newaxis], 3, axis=-1),
        images.tolist(),
        np.repeat(images, 2, axis=0)[::2],
    ]:
        assert small(same).fingerprint == wanted


def test_shapes_and_types(model, images):
    samples = model.generate(5, seed=3, frames=4)
    assert samples.states.shape == (4, 5, 81 + 37) and samples.states.dtype == np.float32
    assert samples.pixels.shape == (5, 9, 9) and samples.pixels.dtype == np.float32
    assert samples.heat.shape == (5,) and samples.heat.dtype == np.float64 and len(samples) == 5
    np.testing.assert_allclose(sum(samples.heat_parts.values()), samples.heat)
    assert model.generate(5, seed=3).states.shape == (5, 81 + 37)
    assert (model.visible, model.hidden, model.shape) == (81, 37, (9, 9))
    couplings, biases = model.couplings()
    assert couplings.shape == (118, 118) and biases.shape == (118,)
    np.testing.assert_array_equal(couplings, couplings.T)
    assert model.history.shape == (8,) and model.history[-1] < model.history[0]
    assert samples.quality() == samples.quality(images)
    assert samples.quality().mean_best_overlap > 0.1
    assert "pm1" in thermogen.parameters()["scale"].allowed and "quick" in thermogen.presets()


def test_colour_comes_back_in_colour():
    colours = np.random.default_rng(1).integers(0, 256, (2, 5, 4, 3), np.uint8)
    model = thermogen.train(colours, preset="pictures", hidden=8, iterations=4)
    assert model.shape == (5, 4, 3)
    assert model.generate(2, wanted=[0, 1]).pixels.shape == (2, 5, 4, 3)


def test_a_file_keeps_the_model(model, tmp_path):
    model.save(tmp_path / "m.safetensors")
    read = thermogen.Model.load(tmp_path / "m.safetensors")
    assert read.fingerprint == model.fingerprint and read.parameters == model.parameters
    assert os.listdir(tmp_path) == ["m.safetensors"]
    with pytest.raises(ValueError, match="images: are needed"):
        read.generate(1).quality()
    (tmp_path / "bad").write_bytes(b"no model")
    with pytest.raises(ValueError, match="bad: "):
        thermogen.Model.load(tmp_path / "bad")


def test_clamps_and_starts(model):
    mask = np.zeros((9, 9), bool)
    mask[:4] = True
    values = np.full((9, 9), 0.5)
    held = model.generate(2, clamp=(mask, values)).visible.reshape(2, 9, 9)
    assert (held[:, :4] == 0.5).all() and not (held[:, 4:] == 0.5).any()
    start = model.generate(3).states
    assert len(model.generate(start=start)) == 3
    with pytest.raises(ValueError, match="as many as start holds"):
        model.generate(2, start=start)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"kt": -1}, "kt = -1: must be a number from 0 to 10"),
        ({"hiden": 3}, "hiden: there is no such parameter"),
        ({"preset": "nosuch"}, "preset = nosuch"),
        ({"scale": "x"}, "scale = x: must be one of pm1"),
        ({"hidden": 1.5}, "hidden = 1.5: must be a whole number"),
        ({"labels": [1, 2]}, "labels"),
    ],
)
def test_refusals_name_what_is_bad(images, settings, message):
    with pytest.raises(ValueError, match=message):
        thermogen.train(images, **settings)


def test_bad_arrays_and_runs_are_refused(model, images):
    for bad, message in [
        (np.full((1, 3, 3), np.nan), "hold NaN"),
        (np.zeros((2, 2, 2, 2, 2)), "shape"),
        (np.array([[["a"]]]), "descr"),
        (np.zeros((0, 3, 3)), "images: is 0"),
    ]:
        with pytest.raises(ValueError, match=message):
            small(bad)
    for settings, message in [
        ({"hidden": 3}, "hidden: there is no such parameter"),
        ({"wanted": 7}, "class"),
        ({"wanted": [1, 2]}, "one for each of 4 samples"),
        ({"frames": 1}, "frames = 1"),
        ({"samples": 0}, "samples = 0"),
        ({"start": np.zeros((2, 3))}, "rows of 118"),
    ]:
        with pytest.raises(ValueError, match=message):
            model.generate(**{"samples": None if "start" in settings else 4, **settings})


def test_progress_is_told_and_other_threads_run(model):
    told, counted = [], []
    done = threading.Event()

    def count():
        while not done.is_set():
            counted.append(1)
            time.sleep(0.01)

    thread = threading.Thread(target=count)
    thread.start()
    model.generate(64, time=60, dt=0.005, progress=told.append)
    done.set()
    thread.join()
    assert told == sorted(told) and told[-1] == 1 and len(told) > 2
    assert len(counted) > 5


def test_ctrl_c_answers(tmp_path):
    program = """
import thermogen, time
model = thermogen.train(thermogen.glyphs("0"), preset="quick", progress=False)
print("ready", flush=True)
try:
    model.generate(10000, time=1000, dt=0.001, progress=False)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    assert child.stdout.readline() == "ready\n"
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    began = time.monotonic()
    assert child.stdout.readline() == "stopped\n"
    assert time.monotonic() - began < 2
    assert child.wait(30) == 0


def test_self_check():
    assert len(thermogen.check()) > 5
