"""One activity of a programme and what came of it: a training, a night of outreach, a screening."""

from schemas.fields import Field, RecordType

RECORD = RecordType(
    name="activity",
    unit="reporting_entity",
    means="One activity of a programme. The same person may have taken part in several.",
    fields=(
        Field("record_id", "id", "The source's own number of the activity."),
        Field("held_on", "date", "Day on which the activity took place."),
        Field("activity_kind", "word", "What kind of activity it was.", list="activity_kind"),
        Field("audience", "words", "Whom it was for.", list="audience"),
        Field("activity_outcome", "word", "Whether it took place, and what came of it.", list="activity_outcome"),
        Field("people_reached", "integer", "How many people took part or were reached.", low=0),
        Field("area", "area", "Area in which it took place."),
    ),
)
