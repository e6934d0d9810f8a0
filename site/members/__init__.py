"""Members of the public and staff: accounts, names, log-in."""
