"""Commands about the site's members."""
