"""How sure a statement is: asserted, planned, rumoured, denied."""

from extractors.stance.stance import Statement, deciding_cue, is_past, stance

__all__ = ["Statement", "deciding_cue", "is_past", "stance"]
