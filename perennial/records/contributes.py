"""What the records room adds to the house."""

from perennial.accounts.contributes import RAIL
from perennial.core.events import DERIVE
from perennial.records.derive import derive
from perennial.records.pages import (  # noqa: F401
    duplicates_contributes,
    imports_contributes,
    palette_contributes,
    record_contributes,
    settings_contributes,
    shell,
)
from perennial.ui import assets

DERIVE.add(derive)
RAIL.add(shell.pinned)

for sheet in ("list-table", "list-filter", "list-board"):
    assets.register(stylesheet=f"records/css/{sheet}.css")
for module in ("list", "list-cells", "list-filter", "list-columns", "list-tabs", "list-board"):
    assets.register(module=f"records/js/{module}.js")
