"""What people do, named for what they do; the one place that writes."""
