"""The interface's own words for the engine's: kinds, forms, states. Each is a message of the catalogue."""

from __future__ import annotations

from palermo.pages.language import N_

FORMS = {"full": N_("in full"), "short": N_("short form"), "anon": N_("without names")}
MARKS = {"full": "full", "short": "min", "anon": "anon"}
SIGNS = {"own": "●", "full": "✓", "min": "½", "anon": "◌", "way": "→", "no": "·", "want": "?"}

MAIL = {
    "own": N_("Own initiative"),
    "request": N_("Request"),
    "answer": N_("Answer"),
    "refusal": N_("Refusal"),
    "hold": N_("On hold"),
    "referral": N_("Referral"),
}
MAIL_ICONS = {
    "own": "send",
    "request": "circle-help",
    "answer": "message-square-text",
    "refusal": "shield-alert",
    "hold": "hourglass",
    "referral": "hand-helping",
}

INJECTS = {
    "new": N_("New information"),
    "difficulty": N_("Difficulty"),
    "challenge": N_("Challenge"),
    "calm": N_("Good news"),
}
PLANS = {"hint": N_("Hint"), "word": N_("Words"), "note": N_("Note")}
INJECT_ICONS = {
    "new": "info",
    "difficulty": "triangle-alert",
    "challenge": "zap",
    "calm": "heart",
    "hint": "lightbulb",
    "word": "megaphone",
    "note": "notebook-pen",
}
PLAN_SIGNS = {"hint": "?", "word": "\u00bb", "note": "*"}  # in the shape, where an inject has its number
SHAPES = {"new": "circle", "difficulty": "square", "challenge": "diamond", "calm": "circle"}

LINES = {
    "hint": N_("A hint from control"),
    "thought": N_("A hint from the exercise"),
    "announcement": N_("Control says to all"),
    "word": N_("A word from control, to our table"),
    "notice": N_("Told to us"),
    "reply": N_("Control answers"),
    "none_left": N_("None left"),
    "not_recognised": N_("Number and check word do not go together"),
}
LINE_ICONS = {
    "hint": "lightbulb",
    "thought": "lightbulb",
    "announcement": "megaphone",
    "word": "message-square-text",
    "notice": "info",
    "reply": "reply",
    "none_left": "circle-x",
    "not_recognised": "ear-off",
}

STATUSES = {
    "presumed": N_("presumed victim"),
    "suspect": N_("suspect"),
    "witness": N_("witness"),
    "unclear": N_("status unclear"),
}

TRUST = (N_("withdrawn"), N_("cautious"), N_("listening"), N_("talking"), N_("trusting"))

NEED_ICONS = {"wait": "clock", "soon": "clock-alert", "hand": "hand", "over": "octagon-alert", "met": "circle-check"}

LOOKS = {
    "none": N_("No hit in %(where)s"),
    "asked": N_("A hit in %(where)s: its owner decides"),
    "given": N_("%(where)s: the owner gave it"),
    "refused": N_("%(where)s: the owner cannot give it"),
}

RUNS = {
    "waiting": N_("waits for a yes"),
    "running": N_("under way"),
    "done": N_("done"),
    "dropped": N_("did not go ahead"),
    "refused": N_("did not go ahead"),
}
WHY = {
    "withdrawn": N_("We took it back."),
    "refused": N_("A desk said why not."),
    "none_left": N_("What it needs has run out."),
    "not_yet": N_("The facts laid down do not carry it yet."),
}

PAUSES = {
    "organisational": N_("Read, think, talk."),
    "time_out": N_("Time-out: look up, speak with each other."),
    "wellbeing": N_("We take a moment. Nobody has to do anything now."),
    "server": N_("The connection was lost for a while. Nothing was missed; it goes on from here."),
}

RELIABLE = {
    "A": N_("always reliable so far"),
    "B": N_("mostly reliable"),
    "C": N_("often not reliable"),
    "X": N_("source not assessed"),
}
SURE = {
    "1": N_("certain"),
    "2": N_("the source lived it"),
    "3": N_("heard, fits what is known"),
    "4": N_("not yet confirmed"),
}

USES = {"evidence": N_("may be evidence"), "lead": N_("a lead, not evidence"), "care": N_("for care and planning")}
HANDLING = {"use": "", "ask": N_("ask before passing it on"), "internal": N_("for this table only")}

YIELDS = {
    "information": N_("no court use"),
    "support": N_("support for people, not for the police"),
    "intelligence": N_("intelligence, no court use"),
    "alert": N_("an alert"),
    "court": N_("can be used in court"),
    "none": N_("nothing that counts"),
}

KINDS = {
    "person": N_("People"),
    "document": N_("Papers"),
    "vehicle": N_("Vehicles"),
    "phone": N_("Phones"),
    "organisation": N_("Firms and organisations"),
    "place": N_("Places"),
    "account": N_("Accounts"),
}
ENTITY_ICONS = {
    "person": "user-round",
    "document": "file-text",
    "vehicle": "truck",
    "phone": "phone",
    "organisation": "building-2",
    "place": "map-pin",
    "account": "banknote",
}

OUTCOME = {
    "people_safe": N_("people safe in time"),
    "suspects_held": N_("suspects held"),
    "harm_flags": N_("moments that hurt somebody"),
    "assessments_established": N_("questions answered"),
    "needs_met": N_("needs met in time"),
}

ANSWERED = {"rule": N_("answered by rule"), "control": N_("answered by control")}
OCCUPANTS = {
    "people": N_("people"),
    "bot": N_("a bot"),
    "rule": N_("its rule"),
    "control": N_("control"),
}
POLICIES = {
    "open": N_("shares readily"),
    "table": N_("like people at a table"),
    "slow": N_("slow"),
    "siloed": N_("keeps to itself"),
    "careless": N_("careless with the rules"),
    "random": N_("by chance"),
}
