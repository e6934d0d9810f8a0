"""E-mails that somebody waits for at the screen: sent at once, or as soon as the server is back."""

import logging
import smtplib
import uuid
from datetime import datetime

from django.core import mail
from django.core.mail import EmailMultiAlternatives

from discussion_pages.rules.notices import KEPT
from discussion_pages.services.notices import message_for

logger = logging.getLogger(__name__)

PATIENCE = 5
"""Seconds that a visitor waits for the mail server."""


def send_or_keep(email: EmailMultiAlternatives, *, at: datetime) -> bool:
    """Send an e-mail to one address now; where that fails, put it into the outbox.

    It never fails for want of a mail server, and ``send_notices`` tries again. Both go out under
    one Message-ID. ``False``: it was kept. What is kept holds its words until it is sent or given
    up, and no longer.
    """
    [address] = email.to
    html = next((text for text, kind in email.alternatives if kind == "text/html"), "")
    kept = message_for(
        f"{KEPT}:{uuid.uuid4()}",
        KEPT,
        {
            "subject": email.subject,
            "text": email.body,
            "html": html,
            "from": email.from_email,
        },
        address=address,
        language="",
        at=at,
    )
    email.extra_headers["Message-ID"] = kept.message_id
    email.connection = mail.get_connection(timeout=PATIENCE)
    try:
        email.send()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("An e-mail waits in the outbox: %s", type(error).__name__)
        kept.save()
        return False
    return True
