"""What the records room adds to the house."""

from perennial.core.events import DERIVE
from perennial.records.derive import derive

DERIVE.add(derive)
