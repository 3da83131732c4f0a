"""A count that somebody else made: the lane for those who may share nothing but counts."""

from schemas.fields import Field, RecordType

# -1 takes back a case counted before, and a case may be cleared in a later period than it was reported in.
_COUNT = "May be negative where a source takes an earlier count back."

RECORD = RecordType(
    name="tally",
    unit="reporting_entity",
    means="A count that another organisation made.",
    fields=(
        Field("period", "period", "Year, quarter or month that was counted."),
        Field("area", "area", "Area that was counted."),
        Field("age_group", "word", "Age group that was counted.", list="age_group"),
        Field("gender", "word", "Gender that was counted.", list="gender"),
        Field("exploitation", "words", "Types of exploitation that were counted.", list="exploitation"),
        Field("identified", "integer", f"People identified or referred. {_COUNT}", low=-1000, may_hide=True),
        Field("reported", "integer", f"Offences reported. {_COUNT}", low=-1000, may_hide=True),
        Field("unfounded", "integer", f"Offences found not to have taken place. {_COUNT}", low=-1000, may_hide=True),
        Field(
            "cleared", "integer", f"Offences cleared, whenever they were reported. {_COUNT}", low=-1000, may_hide=True
        ),
    ),
)
