"""The reference site's own pages and media."""
