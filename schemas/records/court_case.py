"""One defendant in one case before a court: a court watcher's log, or the court's own list."""

from schemas.fields import Field, RecordType

RECORD = RecordType(
    name="court_case",
    unit="perpetrator",
    means="One defendant in one court case. Before a conviction nobody here has been found guilty.",
    fields=(
        Field("record_id", "id", "The source's own number of the defendant's case."),
        Field("filed_on", "date", "Day on which the case was filed with the court."),
        Field("charge", "words", "Charges that concern trafficking.", list="charge"),
        Field("stage", "word", "How far the case has come.", list="court_stage"),
        Field("outcome", "word", "How the case ended for the defendant.", list="court_outcome"),
        Field("area", "area", "Area of the court."),
    ),
)
