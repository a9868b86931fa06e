"""Where the frame of every page finds the search."""

from perennial.accounts.contributes import SEARCH
from perennial.ui import assets

if "palette" not in SEARCH:
    SEARCH.append("palette")
assets.register(stylesheet="records/css/palette-page.css")
