"""Exercises played by bots alone, and measurements."""
