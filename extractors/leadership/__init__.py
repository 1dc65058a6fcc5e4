"""Who leads what."""

from extractors.leadership.ko import claims, steps

__all__ = ["claims", "steps"]
