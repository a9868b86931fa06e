"""Addresses of the room: the home page, the calendar, lists of what is done with customers."""

from django.urls import path

from perennial.activities.pages import (
    adding,
    calendar,
    calendar_key,
    calendar_moves,
    choices,
    day,
    deeds,
    feed,
    handovers,
)
from perennial.records.pages.mount import pages

urlpatterns = [
    path("", day.show, name="day"),
    path("day/team/", day.team, name="day_team"),
    path("day/add/", adding.add, name="day_add"),
    path("day/understood/", adding.understood, name="day_understood"),
    path("day/block/<str:code>/", day.block, name="day_block"),
    path("calendar/", calendar.show, name="calendar"),
    path("calendar/people/", calendar.choose, name="calendar_people"),
    path("calendar/<int:pk>/move/", calendar_moves.move, name="calendar_move"),
    path("activities/about/", choices.about, name="activity_about"),
    path("calendar/feed/<str:key>.ics", feed.calendar, name="calendar_feed"),
    path("settings/calendar/", calendar_key.show, name="calendar_key"),
    path("settings/calendar/key/", calendar_key.make, name="calendar_key_make"),
    path("settings/calendar/key/close/", calendar_key.revoke, name="calendar_key_revoke"),
    path("settings/hand-over/", handovers.index, name="handovers"),
    path("settings/hand-over/<str:key>/", handovers.show, name="handover"),
    path("settings/hand-over/<str:key>/mine/", handovers.mine, name="handover_mine"),
    path("settings/hand-over/<str:key>/undo/", handovers.undo, name="handover_undo"),
    # deeds with one activity, from wherever it stands
    path("activities/<int:pk>/done/", deeds.done, name="activity_done"),
    path("activities/<int:pk>/open/", deeds.reopen, name="activity_open"),
    path("activities/<int:pk>/later/", deeds.later, name="activity_later"),
    path("activities/<int:pk>/points/<int:place>/", deeds.point, name="activity_point"),
    pages("tasks"),
    pages("meetings"),
    pages("calls"),
    pages("notes"),
]
