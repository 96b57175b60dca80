"""What web keeps: accounts, its list of exercises, and who sits where. Nothing here leaves with an exercise."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.web import codes

NEVER_ENDED = timedelta(days=90)
REHEARSED = timedelta(days=6)


class Account(AbstractUser):
    """A facilitator. `name` is what participants read: "Paused by Anna"."""

    first_name = None
    last_name = None
    name = models.CharField(_("your name, as participants read it"), max_length=40)

    def get_full_name(self) -> str:
        """Return the name that participants read."""
        return self.name or self.username

    def get_short_name(self) -> str:
        """Return the name that participants read."""
        return self.get_full_name()


class OneTime(models.Model):
    """An address or code that works once. What is kept is a digest."""

    class Kind(models.TextChoices):
        ENTER = "enter"
        SETUP = "setup"

    digest = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    path = models.CharField(max_length=200, default="/exercises")
    until = models.DateTimeField()
    used = models.BooleanField(default=False)


class Exercise(models.Model):
    """A line in the list of exercises. The log has what was decided before the start; title, people and preparations are here alone."""

    class Standing(models.TextChoices):
        BEFORE = "before", _("not started")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        OVER = "over", pgettext_lazy("exercise", "over")

    id = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=80)
    scenario = models.CharField(max_length=64)
    preset = models.CharField(max_length=64)
    profile = models.CharField(max_length=64)
    language = models.CharField(max_length=16, default="en")
    help_level = models.PositiveSmallIntegerField(default=1)
    talk = models.CharField(max_length=16, default="system")
    gentle = models.BooleanField(default=False)
    retention_days = models.PositiveSmallIntegerField(default=30)
    trainer = models.CharField(max_length=40, blank=True)
    support = models.CharField(max_length=120, blank=True)
    meeting = models.URLField(max_length=300, blank=True)  # a video room elsewhere, https only
    rehearsal = models.BooleanField(default=False)
    ready = models.JSONField(default=dict, blank=True)  # what was ticked before the day, by the name of the check
    leaders = models.ManyToManyField(Account, related_name="also_leads", blank=True)  # besides who made it
    former = models.ManyToManyField(Account, related_name="+", blank=True)  # who led it besides, and no longer does
    created_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(default=timezone.now)
    code = models.CharField(max_length=codes.JOIN, unique=True, default=codes.join_code)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.BEFORE)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at",)

    @property
    def kept_until(self) -> datetime:
        """The moment after which the exercise and the names in it are deleted. One that never ends is forgotten at last."""
        ended = self.ended_at or self.created_at + (REHEARSED if self.rehearsal else NEVER_ENDED)
        return ended + timedelta(days=self.retention_days)

    @property
    def over(self) -> bool:
        """Whether the exercise has ended."""
        return self.standing == self.Standing.OVER


class LeaderLink(models.Model):
    """A link that makes somebody a second facilitator, once. What is kept is a digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="leader_links")
    by = models.ForeignKey(Account, on_delete=models.CASCADE)
    until = models.DateTimeField()


class Device(models.Model):
    """A device that a whole table shares: it holds a seat for each person named at it, and one code brings all of them back."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="devices")
    back = models.CharField(max_length=64, unique=True)  # digest of the return code
    language = models.CharField(max_length=16, default="en")
    gentle = models.BooleanField(default=False)


class Participant(models.Model):
    """Somebody who came in by the code: what we may call them, where they sit, and how they want to take part.

    `waits_at` and `waits_for` are the table, and the role if one was chosen, of somebody who came late and has not sat down yet.
    """

    class Part(models.TextChoices):
        TAKE = "take", _("takes part")
        GENTLE = "gentle", _("takes part, gentle wording")
        WATCH = "watch", _("watches")
        NO = "no", _("not today")

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="participants")
    seat = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=40)
    part = models.CharField(max_length=8, choices=Part, default=Part.TAKE)
    language = models.CharField(max_length=16, default="en")
    back = models.CharField(max_length=64, unique=True)  # digest of the return code
    wish = models.CharField(max_length=64, blank=True)  # the objective an observer waits for
    joined_at = models.DateTimeField(default=timezone.now)
    gone = models.BooleanField(default=False)
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="people")
    waits_at = models.CharField(max_length=40, blank=True)
    waits_for = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("joined_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("exercise", "seat"), condition=~models.Q(seat=""), name="one_person_a_seat"
            ),
        ]


class SteppedOut(models.Model):
    """Somebody left the role for a while. Control's page alone shows it; it is deleted at the end and never exported."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="stepped_out")
    since = models.DateTimeField(default=timezone.now)


class Invitation(models.Model):
    """A place on the facilitator's list. Its personal address is made from `nonce` and the server's key, so that the sheet of
    cards can be printed again; what is kept of it is a digest. Whoever came by it comes back by it."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=40)
    team = models.CharField(max_length=40)
    role = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=16, blank=True)
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, unique=True)
    participant = models.OneToOneField(Participant, null=True, on_delete=models.SET_NULL, related_name="invitation")

    class Meta:
        ordering = ("pk",)


class TalkToMe(models.Model):
    """Somebody would like to talk to the trainer. Control's page alone shows it; like `SteppedOut` it is in no log and no export.

    At the end what was `taken` is forgotten; what is open stays until it is taken.
    """

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="talk")
    since = models.DateTimeField(default=timezone.now)
    taken = models.BooleanField(default=False)
