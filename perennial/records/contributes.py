"""What the records room adds to the house."""

from perennial.core.events import DERIVE
from perennial.records.derive import derive
from perennial.records.models import File
from perennial.records.points import HANGING

DERIVE.add(derive)
HANGING.add((File, None))
