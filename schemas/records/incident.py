"""One event in a police or court record."""

from schemas.fields import Field, RecordType

RECORD = RecordType(
    name="incident",
    unit="event",
    means="One event in a police or court record.",
    fields=(
        Field("record_id", "id", "The source's own number of the incident."),
        Field("occurred_on", "date", "Day on which the event took place or was reported."),
        Field("offence", "words", "Trafficking offences of the incident.", list="offence"),
        Field("place_type", "words", "Type of the place, never the place itself.", list="place_type"),
        Field("clearance", "word", "Whether and how the incident was cleared.", list="clearance"),
        Field("area", "area", "Area in which the event was recorded."),
    ),
)
