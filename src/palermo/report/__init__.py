"""Exports for people: files to print and to keep."""
