"""Commands of the reference site."""
