"""Progress of long work: by tqdm where that is installed, by a function of the caller, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Union

Progress = Union[bool, Callable[[float], Any], None]
"""``None`` for tqdm where it is installed, ``False`` for no bar, or a function of the part that is done, 0 to 1."""

PARTS = 1000  # the core tells thousandths
PATIENCE = 0.5  # seconds before a bar appears


@contextmanager
def told(progress: Progress, what: str) -> Iterator[Callable[[int], Any] | None]:
    """The function that the core calls while it works."""
    if callable(progress):
        report = progress
        yield lambda done: report(done / PARTS)
        report(1.0)
        return
    bar = None if progress is False else _bar(what)
    if bar is None:
        yield None
        return
    with bar:
        yield lambda done: bar.update(done - bar.n)
        bar.update(PARTS - bar.n)


def _bar(what: str) -> Any:
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped]
    except ImportError:
        return None
    form = "{desc} {percentage:3.0f} % |{bar}| {elapsed} < {remaining}"
    return tqdm(total=PARTS, desc=what, delay=PATIENCE, leave=False, bar_format=form)
