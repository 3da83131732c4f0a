"""One answered survey form, with its design where there is one."""

from schemas.fields import Field, RecordType

RECORD = RecordType(
    name="response",
    unit="reporting_entity",
    means="One answered survey form.",
    fields=(
        Field("record_id", "id", "The survey tool's own number of the form."),
        Field("answered_on", "date", "Day on which the form was answered."),
        Field("consent", "consent", "Whether the person agreed to take part.", kept=False),
        Field("area", "area", "Area of the person or household that answered."),
        Field("weight", "number", "How many people or households the answer stands for.", low=0),
        Field("stratum", "text", "Stratum of the sample."),
        Field("cluster", "text", "Cluster of the sample."),
        Field("answers", "answers", "Closed answers, one question and one answer at a time."),
    ),
)
