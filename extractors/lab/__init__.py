"""Which research labs exist."""

from extractors.lab.ko import claims

__all__ = ["claims"]
