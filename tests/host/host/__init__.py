"""A Wagtail site that is not ours, as it is before the suite is installed."""
