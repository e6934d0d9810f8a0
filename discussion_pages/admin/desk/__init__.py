"""The moderators' desk: a queue by urgency, one comment open beside it, decisions by key."""
