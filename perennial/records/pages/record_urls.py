"""The addresses of a record's page and its parts, the same for every type."""

from functools import partial

from django.urls import path

from perennial.records.pages import (
    files,
    history,
    options,
    record,
    record_composer,
    record_facts,
    record_form,
    record_panels,
    record_pin,
    record_verbs,
    timeline,
)


def of(code):
    """Return the url patterns of one type's records, inside the namespace of its code."""
    at = partial(path, kwargs={"code": code})
    return [
        at("new/", record_form.new, name="new"),
        at("twins/", record_form.twins, name="twins"),
        at("<int:pk>/", record.record, name="record"),
        at("<int:pk>/edit/", record_form.edit, name="edit"),
        at("<int:pk>/facts/", record_facts.panel, name="facts"),
        at("<int:pk>/fact/<str:field>/", record_facts.fact, name="fact"),
        at("<int:pk>/timeline/", timeline.timeline, name="timeline"),
        at("<int:pk>/history/", history.history, name="history"),
        at("<int:pk>/put-back/<int:event>/", record.put_back, name="put_back"),
        at("<int:pk>/panel/<str:panel>/", record_panels.panel, name="panel"),
        at("<int:pk>/compose/<str:composer>/", record_composer.compose, name="compose"),
        at("<int:pk>/pin/", record_pin.pin, name="pin"),
        at("<int:pk>/do/<str:verb>/", record_verbs.do, name="do"),
        at("<int:pk>/trash/", record.trash, name="trash_record"),
        at("<int:pk>/restore/", record.restore, name="restore"),
        at("<int:pk>/files/", files.add, name="files"),
        at("<int:pk>/files/<int:file>/", files.fetch, name="file"),
        at("<int:pk>/files/<int:file>/thumb/", files.thumb, name="thumb"),
        at("<int:pk>/files/<int:file>/trash/", files.trash, name="file_trash"),
        at("<int:pk>/files/<int:file>/restore/", files.restore, name="file_restore"),
    ]


site = [path("options/<str:code>/", options.options, name="options")]
