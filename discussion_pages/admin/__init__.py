"""Staff screens of the app."""
