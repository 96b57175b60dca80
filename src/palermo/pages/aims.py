"""What an aim of the whole table counts, in the package's own words: the parts of its condition."""

from __future__ import annotations

from markupsafe import Markup, escape

from palermo.engine import rules_conditions as r
from palermo.pages.scene import Scene


def counted(scene: Scene, condition: r.Condition, profile: str) -> list[Markup]:
    """Return what an aim counts. Parts that have no words, or that this profile does not ask for, are left out."""
    if _idle(condition, profile) or _never(condition, profile):
        return []
    match condition:
        case r.All():
            return [words for part in condition.of for words in counted(scene, part, profile)]
        case r.Any():
            ways = [counted(scene, part, profile) for part in condition.of]
            joined = [Markup(", ").join(way) for way in ways if way]
            return [Markup(" {} ").format(scene.gettext("or")).join(joined)] if joined else []
        case r.AtLeast():
            return _at_least(scene, condition, profile)
        case _:
            words = _words(scene, condition)
            return [words] if words else []


def _at_least(scene: Scene, condition: r.AtLeast, profile: str) -> list[Markup]:
    """Return what is counted of several: whole sentences stand among them, so a dot keeps them apart."""
    said = escape(scene.gettext("at least %(n)s of: %(what)s"))
    if all(isinstance(part, r.Met) for part in condition.of):
        said = escape(scene.gettext("at least %(n)s of these in time: %(what)s"))
        parts = [scene.t(f"needs.{part.need}.title") for part in condition.of if isinstance(part, r.Met)]
    else:
        parts = [words for part in condition.of for words in counted(scene, part, profile)]
    what = Markup(" · ").join(words.rstrip(".") for words in parts)
    return [said % {"n": condition.n, "what": what}] if parts else []


def _idle(condition: r.Condition, profile: str) -> bool:
    """Tell whether a condition holds by the profile alone."""
    match condition:
        case r.InProfile():
            return condition.profile == profile
        case r.Any():
            return any(_idle(part, profile) for part in condition.of)
        case _:
            return False


def _never(condition: r.Condition, profile: str) -> bool:
    """Tell whether a condition cannot hold in the profile."""
    match condition:
        case r.InProfile():
            return condition.profile != profile
        case r.All():
            return any(_never(part, profile) for part in condition.of)
        case _:
            return False


def _words(scene: Scene, condition: r.Condition) -> Markup:
    t, say = scene.t, scene.gettext
    match condition:
        case r.Done() | r.Started():
            return t(f"actions.{condition.action}.title")
        case r.Chosen():
            option = t(f"actions.{condition.action}.options.{condition.option}.title")
            return Markup("{}: {}").format(t(f"actions.{condition.action}.title"), option)
        case r.Safe():
            return escape(say("at least %(n)s people safe in time") % {"n": condition.n})
        case r.SafePerson():
            return escape(say("%(who)s safe")) % {"who": t(f"people.{condition.person}.name")}
        case r.Placed():
            where = scene.place(condition.place)
            return Markup("{}: {}").format(t(f"people.{condition.person}.name"), where) if where else Markup("")
        case r.Reached() | r.Stage():
            key = f"tracks.{condition.track}"
            return Markup("{}: {}").format(t(f"{key}.name"), t(f"{key}.{condition.stage}"))
        case r.Met():
            return escape(say("in time: %(what)s")) % {"what": t(f"needs.{condition.need}.title")}
        case r.Established():
            return t(f"questions.{condition.question}.headline")
        case _:
            return Markup("")
