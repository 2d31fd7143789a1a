"""Files that people have, made by NumPy, Pillow and gzip: the command line reads each, or refuses it as it says."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import subprocess

import numpy as np
import pytest
from conftest import root
from PIL import Image

# Three images of 8 × 8 pixels; no two of their turns and mirrors are alike.
PIXELS = (np.arange(192) ** 2 % 251).astype(np.uint8).reshape(3, 8, 8)
LABELS = np.array([4, 2, 9])
TRAIN = "train --hidden 12 --dt 0.01 --time 0.5 --trainer sgd --iterations 4 --out m --json".split()


def run(folder, *words, given=None):
    program = os.environ.get("THERMOGEN", root / "target/debug/thermogen")
    return subprocess.run([program, *words], cwd=folder, input=given, capture_output=True, check=False)


def trained(folder, *words, given=None):
    """What a training of the second and the first image says."""
    done = run(folder, *TRAIN, "--indices", "1,0", *words, given=given)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def idx(array):
    kind = {"u1": 8, "i4": 12, "f4": 13}[array.dtype.str[1:]]
    shape = np.array(array.shape, dtype=">u4").tobytes()
    return bytes([0, 0, kind, array.ndim]) + shape + array.astype(array.dtype.newbyteorder(">")).tobytes()


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def npz(save, **arrays):
    file = io.BytesIO()
    save(file, **arrays)
    return file.getvalue()


def picture(pixels, form, mode="L", **options):
    file = io.BytesIO()
    Image.fromarray(pixels).convert(mode).save(file, form, **options)
    return file.getvalue()


COLOUR = np.repeat(PIXELS[..., None], 3, axis=3)
IMAGES = {
    "idx": idx(PIXELS),
    "idx.gz": gzip.compress(idx(PIXELS)),
    "idx of floats": idx(PIXELS.astype("f4")),
    "npy uint8": npy(PIXELS),
    "npy Fortran order": npy(np.asfortranarray(PIXELS)),
    "npy one channel": npy(PIXELS[..., None]),
    "npy three channels": npy(COLOUR),
    "npy three channels, Fortran": npy(np.asfortranarray(COLOUR)),
    **{f"npy {dtype}": npy(PIXELS.astype(dtype)) for dtype in ["<i8", ">u2", "<f2", "<f4", ">f4", "<f8", ">f8"]},
    "npy from 0 to 1": npy(PIXELS.astype("f8") / 255),
    "npz": npz(np.savez, x_train=PIXELS),
    "npz, compressed": npz(np.savez_compressed, images=PIXELS),
}


@pytest.fixture(scope="module")
def want(tmp_path_factory):
    folder = tmp_path_factory.mktemp("want")
    (folder / "i").write_bytes(IMAGES["idx"])
    return trained(folder, "--images", "i")["fingerprint"]


@pytest.mark.parametrize("form", IMAGES)
def test_images_of_every_form_give_the_same_bits(form, want, tmp_path):
    (tmp_path / "i").write_bytes(IMAGES[form])
    assert trained(tmp_path, "--images", "i")["fingerprint"] == want
    assert trained(tmp_path, "--images", "-", given=IMAGES[form])["fingerprint"] == want


@pytest.mark.parametrize(
    ("form", "ending", "mode", "options"),
    [
        ("PNG", "png", "L", {}),
        ("PNG", "PNG", "RGB", {}),
        ("PNG", "png", "RGBA", {}),
        ("PNG", "png", "P", {}),
        ("WEBP", "webp", "RGB", {"lossless": True}),
    ],
)
def test_folders_and_patterns_of_pictures(form, ending, mode, options, want, tmp_path):
    (tmp_path / "p").mkdir()
    for k in range(3):
        (tmp_path / f"p/{k}.{ending}").write_bytes(picture(PIXELS[k], form, mode, **options))
    for name in ["p", f"p/*.{ending}"]:
        assert trained(tmp_path, "--images", name)["fingerprint"] == want


def test_a_jpeg_is_what_pillow_reads(tmp_path):
    # Blocks of one tone, which every decoder gives back alike.
    pictures = [
        np.repeat([[dark] * 8 + [light] * 8], 8, axis=0).astype(np.uint8) for dark, light in [(40, 200), (9, 90)]
    ]
    (tmp_path / "p").mkdir()
    for k, pixels in enumerate(pictures):
        (tmp_path / f"p/{k}.jpg").write_bytes(picture(pixels, "JPEG", quality=100))
    read = np.stack([np.asarray(Image.open(tmp_path / f"p/{k}.jpg")) for k in range(2)])
    np.save(tmp_path / "same.npy", read)
    same = trained(tmp_path, "--images", "same.npy")["fingerprint"]
    for name in ["p", "p/*.jpg"]:
        assert trained(tmp_path, "--images", name)["fingerprint"] == same


def test_rows_and_columns_can_be_exchanged(want, tmp_path):
    np.save(tmp_path / "lying.npy", PIXELS.transpose(0, 2, 1))
    assert trained(tmp_path, "--images", "lying.npy", "--transpose")["fingerprint"] == want
    assert trained(tmp_path, "--images", "lying.npy")["fingerprint"] != want


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("l.npy", npy(LABELS)),
        ("l8.npy", npy(LABELS.astype("u1"))),
        ("lf.npy", npy(LABELS.astype(">f4"))),
        ("l.csv", b"file,label\na.png,4\nb.png,2\nc.png,9\n"),
        ("l.idx", idx(LABELS.astype("u1"))),
        ("l.idx.gz", gzip.compress(idx(LABELS.astype("u1")))),
    ],
)
def test_labels_of_every_form(name, content, tmp_path):
    np.save(tmp_path / "i.npy", PIXELS)
    (tmp_path / name).write_bytes(content)
    assert trained(tmp_path, "--images", "i.npy", "--labels", name)["labels"] == [2, 4]


def test_labels_in_an_archive_and_as_names_of_folders(tmp_path):
    (tmp_path / "all.npz").write_bytes(npz(np.savez, x_train=PIXELS, y_train=LABELS))
    assert trained(tmp_path, "--images", "all.npz")["labels"] == [2, 4]
    for k, name in enumerate("ABC"):
        (tmp_path / "letters" / name).mkdir(parents=True)
        (tmp_path / f"letters/{name}/0.png").write_bytes(picture(PIXELS[k], "PNG"))
    assert trained(tmp_path, "--images", "letters")["labels"] == [1, 0]


def test_masks_and_clamps_of_every_type_hold_the_same(tmp_path):
    (tmp_path / "i").write_bytes(IMAGES["idx"])
    trained(tmp_path, "--images", "i")
    held = np.arange(64) % 3 == 0
    found = set()
    for dtype in ["?", "i1", "u1", "<i2", ">u2", "<i4", "<i8", "<f2", ">f4", "<f8"]:
        np.save(tmp_path / "mask.npy", held.astype(dtype))
        np.save(tmp_path / "values.npy", held.reshape(8, 8).astype(dtype))
        words = (
            "generate --model m --samples 2 --time 0.1 --clamp-mask mask.npy --clamp-values values.npy --out - --json"
        )
        done = run(tmp_path, *words.split())
        assert done.returncode == 0, f"{dtype}: {done.stderr.decode()}"
        found.add(np.load(io.BytesIO(done.stdout)).tobytes())
    assert len(found) == 1


REFUSED = {
    "page.idx.gz": (
        gzip.compress(b"<!DOCTYPE html><html><body>503</body></html>"),
        "an HTML page",
        "download it again",
    ),
    "page.npy": (b"<html><body>404</body></html>", "an HTML page", "download it again"),
    "pointer.npy": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
        "a Git LFS pointer",
        "git lfs pull",
    ),
    "packed.npy.gz": (gzip.compress(npy(PIXELS)), "gzip of a NumPy .npy array", ""),
    "other.npz": (npz(np.savez, weights=np.zeros((2, 2))), "zip archive", "x_train"),
    "phone.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC picture", "PNG or JPEG"),
    "moving.gif": (picture(PIXELS[0], "GIF"), "a GIF picture", "PNG"),
    "old.bmp": (picture(PIXELS[0], "BMP"), "a BMP picture", "PNG"),
    "scan.tiff": (picture(PIXELS[0], "TIFF"), "a TIFF picture", "PNG"),
    "pickled": (pickle.dumps(PIXELS, protocol=4), "a Python pickle", "numpy.save"),
    "cut.npy": (npy(PIXELS)[:-9], "", ""),
    "text.npy": (npy(np.array(["a", "b"])), "", ""),
    "objects.npy": (npy(np.array([None, {}], dtype=object)), "", ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_image_is_refused_with_its_name_its_kind_and_the_cure(name, tmp_path):
    content, kind, cure = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    done = run(tmp_path, *TRAIN, "--indices", "0", "--images", name)
    line = done.stderr.decode()
    assert done.returncode == 2 and len(line.splitlines()) == 1, line
    assert name in line and kind in line and cure in line, line
    assert not (tmp_path / "m").exists()
    labels = run(tmp_path, *TRAIN, "--indices", "0", "--images", "i.npy", "--labels", name)
    assert labels.returncode == 2


def test_an_archive_of_images_is_no_labels(tmp_path):
    np.save(tmp_path / "i.npy", PIXELS)
    (tmp_path / "l.npz").write_bytes(npz(np.savez, x_train=PIXELS))
    done = run(tmp_path, *TRAIN, "--indices", "0", "--images", "i.npy", "--labels", "l.npz")
    assert done.returncode == 2 and b"l.npz" in done.stderr and b"zip archive" in done.stderr
