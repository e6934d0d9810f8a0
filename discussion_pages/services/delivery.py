"""Sending what the outbox holds."""


def deliver_soon() -> None:
    """Have due e-mails sent in the background."""
