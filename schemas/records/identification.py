"""One person as one organisation recorded them: an intake, a hotline case, a victim row of the police."""

from schemas.fields import Field, RecordType

RECORD = RecordType(
    name="identification",
    unit="victim",
    means="One person as one organisation recorded them. The same person may be recorded by several.",
    fields=(
        Field("record_id", "id", "The source's own number of the record."),
        Field(
            "person_token",
            "token",
            "Keyed token of the person, the same in every organisation that holds the key.",
        ),
        Field(
            "identified_on",
            "date",
            "Day on which the organisation first recorded the person; a year or month where that is all it gives.",
        ),
        Field(
            "consent",
            "consent",
            "Whether the person agreed that the record is used for statistics.",
            kept=False,
        ),
        Field(
            "age",
            "integer",
            "Age in years when recorded; read to derive the age group.",
            low=0,
            high=120,
            kept=False,
        ),
        Field("age_group", "word", "Child or adult when recorded.", list="age_group"),
        Field("gender", "word", "Gender as recorded.", list="gender"),
        Field(
            "citizenship_group",
            "countries",
            "Region of citizenship, from country codes or names.",
            list="citizenship_group",
        ),
        Field("exploitation", "words", "Types of exploitation.", list="exploitation"),
        Field("means_of_control", "words", "Means by which control was kept.", list="means_of_control"),
        Field("recruitment", "words", "Ways of recruitment.", list="recruitment"),
        Field("recruiter_relation", "words", "Who the trafficker was to the person.", list="recruiter_relation"),
        Field("services_asked", "words", "Services that the person asked for.", list="service"),
        Field("services_received", "words", "Services that the person received.", list="service"),
        Field("area", "area", "Area in which the person was recorded."),
    ),
)
