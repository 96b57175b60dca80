"""Addresses. `/live/...` never comes here."""

from __future__ import annotations

from django.urls import path, register_converter
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from palermo.web.views import (
    account,
    archive,
    control,
    errors,
    exercises,
    first,
    handouts,
    home,
    join,
    late,
    leaders,
    listed,
    observer,
    observers,
    people,
    printing,
    proved,
    ready,
    seat,
    table,
    talk,
    way_in,
)


class Id:
    """An id as it stands in an address."""

    regex = "[A-Za-z0-9_-]{1,64}"

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


register_converter(Id, "id")

# Pages with regions end in a slash: links in a region are relative to them ("debrief", "leave").
urlpatterns = [
    path("", home.home, name="home"),
    path("about", home.about, name="about"),
    path("handouts", handouts.listed, name="handouts"),
    path("handouts/<id:name>", handouts.read, name="handout"),
    path("handouts/<id:name>.pdf", handouts.as_pdf, name="handout_pdf"),
    path("robots.txt", home.robots),
    path("favicon.ico", home.favicon),
    path("language", csrf_exempt(set_language), name="language"),
    path("setup", first.setup, name="setup"),
    path("enter/<id:token>", first.enter, name="enter"),
    path("account/sign-in", account.sign_in, name="sign_in"),
    path("account/sign-out", account.sign_out, name="sign_out"),
    path("account/password", account.password, name="password"),
    path("exercises", exercises.listed, name="exercises"),
    path("exercises/new/<id:name>", exercises.new, name="new"),
    path("exercises/import", exercises.take_in, name="take_in"),
    path("exercises/rehearse/<id:name>", exercises.rehearse, name="rehearse"),
    path("exercises/rehearsals", exercises.forget_rehearsals, name="forget_rehearsals"),
    path("scenarios/<id:name>/proof", proved.page, name="proved"),
    path("scenarios/<id:name>/proof/work", proved.work, name="proved_work"),
    path("scenarios/<id:name>/proof/progress", proved.piece, name="proved_progress"),
    path("exercises/<id:exercise>/again", exercises.duplicate, name="duplicate"),
    path("exercises/<id:exercise>/rehearse", exercises.rehearse_like, name="rehearse_like"),
    path("exercises/<id:exercise>/", control.exercise, name="exercise"),
    path("exercises/<id:exercise>/walk", control.walk, name="walk"),
    path("exercises/<id:exercise>/people", people.people, name="people"),
    path("exercises/<id:exercise>/people/list", people.listed, name="people_list"),
    path("exercises/<id:exercise>/people/out", people.out, name="out"),
    path("exercises/<id:exercise>/people/undo", people.undo, name="people_undo"),
    path("exercises/<id:exercise>/people/join", people.merge, name="people_merge"),
    path("exercises/<id:exercise>/people/desk/<id:desk>", people.desk, name="people_desk"),
    path("exercises/<id:exercise>/people/<int:pk>", people.person, name="person"),
    path("exercises/<id:exercise>/people/<int:pk>/move", people.move, name="people_move"),
    path("exercises/<id:exercise>/room", control.room, name="room"),
    path("exercises/<id:exercise>/way-in", way_in.way_in, name="way_in"),
    path("exercises/<id:exercise>/list", listed.listed, name="list"),
    path("exercises/<id:exercise>/list/example.csv", listed.example, name="list_example"),
    path("exercises/<id:exercise>/list/cards", listed.cards, name="list_cards"),
    path("exercises/<id:exercise>/list/<int:pk>/off", listed.off, name="list_off"),
    path("exercises/<id:exercise>/code.svg", control.qr, name="qr"),
    path("exercises/<id:exercise>/debrief", control.debrief, name="debrief"),
    path("exercises/<id:exercise>/debrief.json", archive.debrief, name="debrief_json"),
    path("exercises/<id:exercise>/practice.txt", archive.practice, name="practice"),
    path("exercises/<id:exercise>/paper", printing.desk, name="paper"),
    path("exercises/<id:exercise>/print", printing.choose, name="print"),
    path("exercises/<id:exercise>/print/pack", printing.page, name="print_page"),
    path("exercises/<id:exercise>/print/pack.pdf", printing.as_pdf, name="print_pdf"),
    path("exercises/<id:exercise>/print/kit.zip", printing.kit, name="print_kit"),
    path("exercises/<id:exercise>/archive", archive.archive, name="archive"),
    path("exercises/<id:exercise>/log.json", archive.log, name="log"),
    path("exercises/<id:exercise>/leaders", leaders.listed, name="leaders"),
    path("exercises/<id:exercise>/leaders/<int:pk>", leaders.remove, name="remove_leader"),
    path("exercises/<id:exercise>/ready", ready.ready, name="ready"),
    path("exercises/<id:exercise>/ready/visit", ready.visited, name="visited"),
    path("exercises/<id:exercise>/ready/picture", ready.picture, name="picture"),
    path("exercises/<id:exercise>/details", ready.details, name="details"),
    path("exercises/<id:exercise>/delete", exercises.delete, name="delete"),
    path("lead/<id:token>", leaders.invited, name="invited"),
    path("ready/<id:code>", ready.phone, name="phone"),
    path("j/<id:code>", join.join, name="join"),
    path("i/<id:code>", join.card, name="card"),
    path("late/<id:exercise>/<id:back>/", late.room, name="late"),
    path("late/<id:exercise>/<id:back>/brief", late.brief, name="late_brief"),
    path("t/<id:exercise>/<id:back>/", table.table, name="table"),
    path("t/<id:exercise>/<id:back>/leave", table.leave, name="table_leave"),
    path("t/<id:exercise>/<id:back>/debrief", table.debrief, name="table_debrief"),
    path("t/<id:exercise>/<id:back>/debrief.json", archive.debrief_of_table, name="table_debrief_json"),
    path("t/<id:exercise>/<id:back>/talk", talk.from_table, name="table_talk"),
    path("w/<id:exercise>/<id:back>/", observer.watch, name="watch"),
    path("w/<id:exercise>/<id:back>/debrief", observer.debrief, name="watch_debrief"),
    path("w/<id:exercise>/<id:back>/job", observer.job, name="job"),
    path("w/<id:exercise>/<id:back>/talk", talk.from_watching, name="watch_talk"),
    path("x/<id:exercise>/<id:seat>/<id:back>/talk", talk.from_seat, name="talk"),
    path("wording", talk.choose_wording, name="wording"),
    path("exercises/<id:exercise>/observers", observers.listed, name="observers"),
    path("exercises/<id:exercise>/observers/seen", observers.seen, name="observers_seen"),
    path("exercises/<id:exercise>/observers/<int:pk>", observers.change, name="observer"),
    path("exercises/<id:exercise>/calm", talk.calm, name="calm"),
    path("exercises/<id:exercise>/calm/<int:pk>", talk.taken, name="taken"),
    path("x/<id:exercise>/<id:seat>/<id:back>/", seat.seat, name="seat"),
    path("x/<id:exercise>/<id:seat>/<id:back>/leave", seat.leave, name="leave"),
    path("x/<id:exercise>/<id:seat>/<id:back>/debrief", seat.debrief, name="seat_debrief"),
    path("x/<id:exercise>/<id:seat>/<id:back>/debrief.json", archive.debrief_of_seat, name="seat_debrief_json"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
