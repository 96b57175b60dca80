"""Multi-agency counter-trafficking exercises, and what their log shows."""

__version__ = "0.1.0"
