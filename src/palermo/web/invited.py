"""The facilitator's list: places kept for people, and the personal address of each.

The address is worked out from a word of chance in the database and the server's own key, so that the cards can be printed again
while the database alone opens nothing.
"""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

from palermo.web import codes
from palermo.web.models import Exercise, Invitation, Participant

SALT = "palermo.web.invited"


def invite(exercise: Exercise, name: str, team: str, role: str, language: str) -> Invitation:
    """Put somebody on the list."""
    nonce = secrets.token_hex(12)
    return Invitation.objects.create(
        exercise=exercise,
        name=name,
        team=team,
        role=role,
        language=language,
        nonce=nonce,
        digest=codes.digest(_code(exercise.pk, nonce)),
    )


def code(invitation: Invitation) -> str:
    """Return the personal code of a place on the list. It is also the way back of whoever came by it."""
    return _code(invitation.exercise_id, invitation.nonce)


def by_code(typed: str) -> Invitation | None:
    """Return the place on a list that a code opens, None when it opens none."""
    digest = codes.digest(codes.clean(typed))
    return Invitation.objects.select_related("exercise", "participant").filter(digest=digest).first()


def kept(exercise: Exercise, but: Participant | None = None, mine: Invitation | None = None) -> frozenset[str]:
    """Return the chairs that are kept for people on the list who have not sat down yet ("T1/officer").

    Not those of `but`, who waits, or of `mine`, a place on the list: for her they are free.
    """
    open_ = exercise.invitations.filter(participant=None).exclude(role="")
    if mine is not None:
        open_ = open_.exclude(pk=mine.pk)
    found = {f"{team}/{role}" for team, role in open_.values_list("team", "role")}
    waiting = exercise.participants.filter(seat="", gone=False, invitation__isnull=False).exclude(waits_for="")
    for participant in waiting:
        if but is None or participant.pk != but.pk:
            found.add(f"{participant.waits_at}/{participant.waits_for}")
    return frozenset(found)


def _code(exercise: str, nonce: str) -> str:
    digest = salted_hmac(SALT, f"{exercise}/{nonce}", algorithm="sha256").digest()
    return "".join(codes.CLEAR[byte % len(codes.CLEAR)] for byte in digest[: codes.BACK])
