"""Accounts, exercises, joining and control in the browser."""
