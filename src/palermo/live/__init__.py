"""The live path: pages that keep themselves up to date, and commands."""
