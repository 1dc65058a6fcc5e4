"""What can go wrong with a ledger.

LedgerError
├── AddressError       the address names no ledger that can be opened
│   └── UnwritableError    it names one that cannot be written
├── NewerSchemaError   a newer release has written it
├── BusyError          others kept it locked for too long (transient)
├── UnavailableError   the database cannot be reached or refused the work (transient)
├── UnknownNameError   nothing in the ledger has this name; carries suggestions
└── ExchangeError      a file to import is not an export of a ledger
"""

from __future__ import annotations

from collections.abc import Sequence


class LedgerError(Exception):
    """The root: every error that leaves the ledger is one."""


class AddressError(LedgerError):
    """The address is malformed, of an unknown kind of database, or leads to something else."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"cannot open the ledger at {address}: {reason}")
        self.address = address


class UnwritableError(AddressError):
    """The file or its folder may not be written."""


class NewerSchemaError(LedgerError):
    """The ledger was written by a newer release, which this one must not touch."""

    def __init__(self, address: str, found: str) -> None:
        super().__init__(
            f"the ledger at {address} has schema {found}, which this release does not know: "
            "it was written by a newer one. Install that release, or open another ledger."
        )
        self.address = address
        self.found = found


class BusyError(LedgerError):
    """Another process kept the ledger locked. Transient: try again."""


class UnavailableError(LedgerError):
    """The database cannot be reached, or broke off. Transient: nothing of the work in hand was kept."""


class UnknownNameError(LedgerError):
    """Nothing in the ledger is called so."""

    def __init__(self, name: str, suggestions: Sequence[str]) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"the ledger knows nothing called {name!r}{hint}")
        self.name = name
        self.suggestions = tuple(suggestions)


class ExchangeError(LedgerError):
    """A line of the file is no line of an export; the ledger is as it was before the import."""
