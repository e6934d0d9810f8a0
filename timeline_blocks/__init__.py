"""StreamField blocks for a timeline: stages and entries, with dates that may be uncertain."""
