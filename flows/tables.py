"""Tables on a terminal, for the commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]], nothing: str) -> None:
    """The rows as a table; the words of `nothing` where there are none."""
    rows = list(rows)
    console = Console()
    if not rows:
        console.print(nothing)
        return
    shown = Table(*head)
    for row in rows:
        shown.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console.print(shown)
