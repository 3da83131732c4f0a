"""One report by a member of the public or a volunteer: a call, a message, a form."""

from schemas.fields import Field, RecordType

RECORD = RecordType(
    name="tip",
    unit="reporting_entity",
    means="One report that something may be trafficking. Nobody has checked it; several may concern the same event.",
    fields=(
        Field("record_id", "id", "The source's own number of the tip."),
        Field("reported_on", "date", "Day on which the tip came in."),
        Field("channel", "word", "How the tip came in.", list="tip_channel"),
        Field("reporter", "word", "Who gave the tip, as a group and never by name.", list="tip_reporter"),
        Field("exploitation", "words", "Types of exploitation that the tip speaks of.", list="exploitation"),
        Field("place_type", "words", "Type of the place, never the place itself.", list="place_type"),
        Field("handling", "word", "What was done with the tip.", list="tip_handling"),
        Field("area", "area", "Area that the tip speaks of."),
    ),
)
