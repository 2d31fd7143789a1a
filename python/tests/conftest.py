"""What the tests share: a small model, and the command line's program."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

import thermogen

root = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def images():
    """Three glyphs, [3, 9, 9]."""
    return thermogen.glyphs(["0", "1", "2"], size=9, seed=1)


@pytest.fixture(scope="session")
def model(images):
    """A computer that has learned them."""
    return thermogen.train(images, hidden=37, iterations=8, generate_time=0.6, progress=False)


@pytest.fixture
def command(tmp_path):
    """Runs the command line in a folder of its own and gives its result."""
    program = os.environ.get("THERMOGEN", root / "target/debug/thermogen")
    assert Path(program).exists(), "cargo build, or name the program by THERMOGEN"

    def run(*arguments: object) -> dict:
        call = [str(program), *map(str, arguments), "--json"]
        return json.loads(subprocess.run(call, cwd=tmp_path, check=True, capture_output=True, text=True).stdout)

    return run
