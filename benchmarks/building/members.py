"""Members who write, and the sessions by which they are signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from discussion_pages.models import Participant

SESSION_DAYS = 3650
NO_PASSWORD = "!nobody-signs-in-with-one"


@dataclass(frozen=True, slots=True)
class Member:
    """A member's keys, their name, and the cookie that they send."""

    user: Any
    participant: int
    name: str
    session: str


def make_members(count: int, *, at: datetime) -> list[Member]:
    """Make members who have commented before, signed in for ten years."""
    model = get_user_model()
    users = model.objects.bulk_create(
        [
            model(
                email=f"member-{number}@benchmark.example",
                pseudonym=f"Neighbour {number}",
                pseudonym_key=f"benchmark neighbour {number}",
                password=NO_PASSWORD,
                date_joined=at,
                agreed_at=at,
            )
            for number in range(count)
        ],
        batch_size=500,
    )
    participants = Participant.objects.bulk_create(
        [Participant(user=user, key=UUID(int=number)) for number, user in enumerate(users, 1)],
        batch_size=500,
    )
    sessions = make_sessions(users, at=at)
    return [
        Member(user.pk, participant.pk, user.pseudonym, session)
        for user, participant, session in zip(users, participants, sessions, strict=True)
    ]


def make_sessions(users: Sequence[Any], *, at: datetime) -> list[str]:
    """Sign people in; return their sessions' keys."""
    store = SessionStore()
    backend = settings.AUTHENTICATION_BACKENDS[0]
    sessions = [
        Session(
            session_key=f"benchmark{user.pk:023d}",
            session_data=store.encode(
                {
                    SESSION_KEY: str(user.pk),
                    BACKEND_SESSION_KEY: backend,
                    HASH_SESSION_KEY: user.get_session_auth_hash(),
                }
            ),
            expire_date=at + timedelta(days=SESSION_DAYS),
        )
        for user in users
    ]
    Session.objects.bulk_create(sessions, batch_size=500)
    return [session.session_key for session in sessions]
