"""What the headless API serves of the app."""
