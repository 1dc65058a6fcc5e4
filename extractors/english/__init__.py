"""Read English articles: the grammar that the kinds share. Lexicons and rules stand beside the kinds as `en.yaml`."""

from extractors.english.language import is_english
from extractors.english.reading import explain_english, read_english

__all__ = ["explain_english", "is_english", "read_english"]
