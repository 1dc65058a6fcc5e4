"""Read English articles: the grammar that the kinds share. Lexicons and rules stand beside the kinds as `en.yaml`."""

from extractors.english.reading import read_english

__all__ = ["read_english"]
