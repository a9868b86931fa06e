"""What record pages bring with them: files as a panel and in the composer, their styles and behaviours."""

from django.utils.translation import gettext_lazy as _

from perennial.accounts.contributes import RAIL
from perennial.records.pages import files, record_pin
from perennial.records.points import COMPOSERS, PANELS, Composer, Panel
from perennial.ui import assets

RAIL.add(record_pin.places)
PANELS.add(Panel("files", ("*",), "side", 90, files.panel, ("files",)))
COMPOSERS.add(Composer("file", _("File"), "clip", "records/record/compose_file.html", files.save, 60))

for name in ("page", "form", "past", "print"):
    assets.register(stylesheet=f"records/css/record-{name}.css")
for name in ("record", "record-asked", "record-conflict", "record-upload"):
    assets.register(module=f"records/js/{name}.js")
