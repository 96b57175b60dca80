"""The log of an exercise: commands, entries and texts, kept in memory or in SQLite."""
