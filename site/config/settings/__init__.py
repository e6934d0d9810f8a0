"""Settings: base for all, then one module for each environment."""
