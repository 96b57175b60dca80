"""Who leads an exercise besides the one it belongs to: invited by a link that works once."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from palermo.live import seats
from palermo.web import access, codes
from palermo.web.models import Account, Exercise, LeaderLink

DAYS = 3


def invite(exercise: Exercise, by: Account) -> str:
    """Return the path of a link that makes whoever follows it a second facilitator, once, within `DAYS` days."""
    LeaderLink.objects.filter(until__lte=timezone.now()).delete()
    token = codes.token()
    until = timezone.now() + timedelta(days=DAYS)
    LeaderLink.objects.create(digest=codes.digest(token), exercise=exercise, by=by, until=until)
    return f"/lead/{token}"


def invitation(token: str) -> LeaderLink | None:
    """Return a good invitation; None when it is unknown, over, used, or its giver may no longer give it."""
    good = LeaderLink.objects.select_related("exercise", "exercise__created_by", "by")
    found = good.filter(digest=codes.digest(token), until__gt=timezone.now()).first()
    if found is None or not found.by.is_active or not access.owns(found.by, found.exercise):
        return None
    return found


def accept(found: LeaderLink, who: Account) -> bool:
    """Use an invitation up: from now on `who` leads. Return False when it was used meanwhile."""
    with transaction.atomic():
        gone, _rows = LeaderLink.objects.filter(pk=found.pk).delete()
        if not gone:
            return False
        if not access.owns(who, found.exercise):
            found.exercise.leaders.add(who)
            found.exercise.former.remove(who)
            seats.let_in(found.exercise.pk, who.pk)
    return True


def remove(exercise: Exercise, who: Account) -> None:
    """Let an account no longer lead an exercise that does not belong to it; pages it has open end."""
    with transaction.atomic():
        exercise.leaders.remove(who)
        exercise.former.add(who)
    seats.shut_out(exercise.pk, who.pk)


def shut_out_former() -> None:
    """Tell the live half who leads no longer. Call it once, when the server starts."""
    for row in Exercise.former.through.objects.all():
        seats.shut_out(row.exercise_id, row.account_id)


def withdraw(exercise: Exercise) -> int:
    """End the exercise's open invitations; return how many there were."""
    gone, _rows = exercise.leader_links.all().delete()
    return gone


def open_invitations(exercise: Exercise) -> list[LeaderLink]:
    """Return the invitations nobody has followed yet."""
    return list(exercise.leader_links.filter(until__gt=timezone.now()).order_by("until"))
