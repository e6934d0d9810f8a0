"""Rules in plain Python: when something is, and where it stands in time."""
