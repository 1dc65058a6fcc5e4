"""Which research labs exist."""
