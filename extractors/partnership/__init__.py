"""Who works with whom."""

from extractors.partnership.ko import claims

__all__ = ["claims"]
