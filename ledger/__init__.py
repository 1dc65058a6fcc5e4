"""Remember: articles, claims, facts, changes, outbox. The only user of SQLAlchemy."""

from ledger.errors import (
    AddressError,
    BusyError,
    ExchangeError,
    LedgerError,
    NewerSchemaError,
    UnavailableError,
    UnknownNameError,
    UnwritableError,
)
from ledger.ledger import Ledger
from ledger.memory import Loaded
from ledger.queries import Believed, Noted, Reasons
from ledger.record import FIRST_LOAD, Recording, Route
from ledger.revising import Difference

__all__ = [
    "FIRST_LOAD",
    "AddressError",
    "Believed",
    "BusyError",
    "Difference",
    "ExchangeError",
    "Ledger",
    "LedgerError",
    "Loaded",
    "NewerSchemaError",
    "Noted",
    "Reasons",
    "Recording",
    "Route",
    "UnavailableError",
    "UnknownNameError",
    "UnwritableError",
]
