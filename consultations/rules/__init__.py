"""The domain's rules in plain Python: no database, no clock, no request."""
