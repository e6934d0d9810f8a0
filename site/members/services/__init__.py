"""What changes a member's account."""
