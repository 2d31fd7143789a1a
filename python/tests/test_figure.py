"""The figure without a browser: its traits, its fallback, and the example notebooks run to their end."""

from __future__ import annotations

import json

import nbformat
import numpy as np
import pytest
from conftest import root
from nbclient import NotebookClient
from nbconvert import HTMLExporter

import thermogen

examples = root / "python/examples"


def test_a_model_goes_to_the_figure_with_its_images(model, images):
    figure = thermogen.Figure(model, view="heat", samples=4)
    assert figure.images["pixels"] == images.tobytes()
    assert (figure.images["width"], figure.images["height"], figure.images["channels"]) == (9, 9, 1)
    assert figure.settings["samples"] == 4 and figure.settings["hidden"] == 37
    read = thermogen.Model.from_bytes(model.to_bytes())
    with pytest.raises(ValueError, match="images: are needed"):
        thermogen.Figure(read)
    assert thermogen.Figure(read, images=images).images["pixels"] == images.tobytes()


def test_arrays_are_read_as_for_training():
    colours = np.random.default_rng(1).random((2, 3, 4, 3))
    assert thermogen.Figure(colours).images["channels"] == 1
    figure = thermogen.Figure(colours, couplings="factored", labels=[5, 6])
    assert figure.images["channels"] == 3 and figure.images["labels"] == bytes([5, 6])
    assert thermogen.Figure(scene="digits").images is None


def test_the_script_is_whole():
    script = thermogen.Figure._esm
    text = script if isinstance(script, str) else str(script)
    assert len(text) > 500_000 and "https://example.org" not in text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["heat", "own_images"])
def test_examples_run_and_export_with_a_still(name, tmp_path):
    notebook = nbformat.read(examples / f"{name}.ipynb", as_version=4)
    place = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", store_widget_state=False, resources=place).execute()
    text = json.dumps(notebook)
    page, _ = HTMLExporter().from_notebook_node(notebook)
    if name == "heat":
        assert "published: 2.9" in text
    else:
        assert 'src="data:image/png;base64,' in page
