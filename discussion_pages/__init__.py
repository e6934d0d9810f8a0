"""Discussion pages for Wagtail: a prompt, its questions, safety guidance and members' comments."""
