"""Article -> claims. Pure: no network, no clock, no database. One folder a kind, one file a language."""
