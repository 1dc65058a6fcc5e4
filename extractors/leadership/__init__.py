"""Who leads what."""
