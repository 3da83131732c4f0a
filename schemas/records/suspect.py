"""One person suspected in one incident."""

from schemas.fields import Field, RecordType

RECORD = RecordType(
    name="suspect",
    unit="perpetrator",
    means="One person suspected in one incident; nobody here has been found guilty.",
    fields=(
        Field("record_id", "id", "The source's own number of the suspect's record."),
        Field("recorded_on", "date", "Day of the incident or of the record."),
        Field("age", "integer", "Age in years; read to derive the age group.", low=0, high=120, kept=False),
        Field("age_group", "word", "Child or adult when recorded.", list="age_group"),
        Field("sex", "word", "Sex as recorded by police.", list="sex"),
        Field("area", "area", "Area in which the incident was recorded."),
    ),
)
