"""What a member may be called: plain Python, without the database."""
