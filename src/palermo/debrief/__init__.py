"""What the log shows afterwards, with the entries that prove it."""
