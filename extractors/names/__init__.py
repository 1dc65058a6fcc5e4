"""Find who and where: people, titles, organisations, units, places."""
