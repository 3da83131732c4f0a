"""The two columns that say in SDMX's own codes why a number is as it is, or is missing.

Codes are those of the SDMX cross-domain code lists CL_OBS_STATUS 2.2 and CL_CONF_STATUS 1.3 (sdmx.org).
"""

from collections.abc import Collection

OBS_STATUS, CONF_STATUS = "OBS_STATUS", "CONF_STATUS"
# A a normal value, of which a mark may say more: P provisional, B a break in the series. E obtained by a method that
# estimates, as noise on purpose makes it; Q missing because suppressed; O missing without a finer reason, as nobody
# knows whether there was anything that could be reported.
OBSERVED = {"shown": "A", "noisy": "E", "provisional": "P", "below": "Q", "withheld": "Q", "hidden": "Q"}
OBSERVED |= {"not_reported": "O"}
MARKED = {"provisional": "P", "break": "B"}
# F free for publication, N not for publication. SDMX has finer codes, primary (A) and secondary (D) confidentiality:
# they would tell which of the missing numbers are small, and which only stand beside a small one.
NOT_FREE = ("below", "withheld", "hidden")


def observed(status: str, marks: Collection[str] = ()) -> str:
    """The one code of CL_OBS_STATUS of a row: that a number may change says more than that it follows a break."""
    code = OBSERVED.get(status, "A")
    marked = next((code for mark, code in MARKED.items() if mark in marks), code)
    return marked if code == "A" else code


def confidential(status: str) -> str:
    """The code of CL_CONF_STATUS of a row."""
    return "N" if status in NOT_FREE else "F"
