"""The lists of words that no public text says, in every language, and the search for them in a text."""

import re
import tomllib

from pipelines.project import CHECKOUT

LISTS = sorted((CHECKOUT / "dashboards" / "unsaid").glob("*.toml"))
UNSAID = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in LISTS}


def harmful(text: str) -> list[str]:
    """What a text says of what no text says, in any of the languages: a source's page is in two."""
    plain = " ".join(text.casefold().split())
    for told in UNSAID.values():
        for name in told["names"]:
            plain = plain.replace(name.casefold(), "")
    starts = sorted({start for told in UNSAID.values() for start in told["words"]})
    return [start for start in starts if re.search(rf"\b{re.escape(start)}", plain)]
