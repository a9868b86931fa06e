"""Addresses of requests, deals, and how the company sells."""

from django.urls import include, path

from perennial.records.pages.mount import pages
from perennial.sales.pages import assignment, board, lines, lists, outcomes, pipelines, planning, rates, requests, roles, sorting, stages, undo

own = [
    path("requests/", requests.index, name="requests"),
    path("requests/distribute/", sorting.distribute, name="distribute"),
    path("requests/<int:pk>/sort/", sorting.sort, name="sort"),
    path("requests/<int:pk>/accept/", sorting.accept, name="accept"),
    path("requests/<int:pk>/decline/", sorting.decline, name="decline"),
    path("requests/<int:pk>/tie/", sorting.tie, name="tie"),
    path("requests/<int:pk>/unsort/", sorting.unsort, name="unsort"),
    path("requests/taken/<str:batch>/undo/", sorting.take_back, name="take_back"),
    path("requests/<int:pk>/undo/<int:event>/", undo.undo, {"code": "leads"}, name="undo_request"),
    path("deals/board/", board.index, name="board"),
    path("deals/board/<int:pipeline>/", board.index, name="pipeline_board"),
    path("deals/<int:pk>/stage/", outcomes.stage, name="stage"),
    path("deals/<int:pk>/plan/", planning.plan, name="plan"),
    path("deals/<int:pk>/win/", outcomes.win, name="win"),
    path("deals/<int:pk>/lose/", outcomes.lose, name="lose"),
    path("deals/<int:pk>/hold/", outcomes.hold, name="hold"),
    path("deals/<int:pk>/reopen/", outcomes.reopen, name="reopen"),
    path("deals/<int:pk>/undo/<int:event>/", undo.undo, {"code": "deals"}, name="undo"),
    path("deals/<int:pk>/roles/", roles.index, name="roles"),
    path("deals/<int:pk>/roles/<int:person>/", roles.change, name="role"),
    path("deals/<int:pk>/lines/", lines.edit, name="lines"),
    path("settings/pipelines/", pipelines.index, name="pipelines"),
    path("settings/pipelines/new/", pipelines.new, name="pipeline_new"),
    path("settings/pipelines/<int:pk>/", pipelines.edit, name="pipeline"),
    path("settings/pipelines/<int:pk>/away/", pipelines.put_away, name="pipeline_away"),
    path("settings/pipelines/<int:pk>/out/", pipelines.take_out, name="pipeline_out"),
    path("settings/pipelines/<int:pk>/order/", stages.order, name="stages_order"),
    path("settings/pipelines/<int:pk>/stages/new/", stages.new, name="stage_new"),
    path("settings/stages/<int:pk>/", stages.edit, name="stage_edit"),
    path("settings/stages/<int:pk>/away/", stages.put_away, name="stage_away"),
    path("settings/stages/<int:pk>/out/", stages.take_out, name="stage_out"),
    path("settings/lists/", lists.index, name="lists"),
    path("settings/lists/<str:name>/", lists.index, name="list"),
    path("settings/lists/<str:name>/add/", lists.add, name="list_add"),
    path("settings/lists/<str:name>/order/", lists.order, name="list_order"),
    path("settings/lists/<str:name>/<int:pk>/", lists.change, name="list_entry"),
    path("settings/assignment/", assignment.index, name="assignment"),
    path("settings/assignment/new/", assignment.edit, name="rule_new"),
    path("settings/assignment/order/", assignment.order, name="rules_order"),
    path("settings/assignment/<int:pk>/", assignment.edit, name="rule"),
    path("settings/assignment/<int:pk>/remove/", assignment.remove, name="rule_remove"),
    path("settings/rates/", rates.index, name="rates"),
    path("settings/rates/<int:pk>/remove/", rates.remove, name="rate_remove"),
]

urlpatterns = [path("", include((own, "sales"))), pages("leads"), pages("deals")]
