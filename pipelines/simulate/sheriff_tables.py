"""The columns of the NIBRS tables as the FBI gives them out, for those tables that the sheriff's extract holds."""

from pipelines.simulate.files import Form

_AGES = ("AGE_ID", "AGE_NUM", "SEX_CODE", "RACE_ID", "ETHNICITY_ID")
_RANGE = ("AGE_RANGE_LOW_NUM", "AGE_RANGE_HIGH_NUM")

INCIDENT = Form(
    header=(
        (
            "DATA_YEAR",
            "AGENCY_ID",
            "INCIDENT_ID",
            "NIBRS_MONTH_ID",
            "CARGO_THEFT_FLAG",
            "SUBMISSION_DATE",
            "INCIDENT_DATE",
            "REPORT_DATE_FLAG",
            "INCIDENT_HOUR",
            "CLEARED_EXCEPT_ID",
            "CLEARED_EXCEPT_DATE",
            "INCIDENT_STATUS",
            "DATA_HOME",
            "ORIG_FORMAT",
            "DID",
        ),
    )
)
OFFENSE = Form(
    header=(
        (
            "DATA_YEAR",
            "OFFENSE_ID",
            "INCIDENT_ID",
            "OFFENSE_TYPE_ID",
            "ATTEMPT_COMPLETE_FLAG",
            "LOCATION_ID",
            "NUM_PREMISES_ENTERED",
            "METHOD_ENTRY_CODE",
        ),
    )
)
VICTIM = Form(
    header=(
        (
            "DATA_YEAR",
            "VICTIM_ID",
            "INCIDENT_ID",
            "VICTIM_SEQ_NUM",
            "VICTIM_TYPE_ID",
            "ASSIGNMENT_TYPE_ID",
            "ACTIVITY_TYPE_ID",
            "OUTSIDE_AGENCY_ID",
            *_AGES,
            "RESIDENT_STATUS_CODE",
            *_RANGE,
            "PERSON_TOKEN",
        ),
    )
)
OFFENDER = Form(header=(("DATA_YEAR", "OFFENDER_ID", "INCIDENT_ID", "OFFENDER_SEQ_NUM", *_AGES, *_RANGE),))
VICTIM_OFFENSE = Form(header=(("DATA_YEAR", "VICTIM_ID", "OFFENSE_ID"),))
RELATIONSHIP = Form(header=(("DATA_YEAR", "VICTIM_ID", "OFFENDER_ID", "RELATIONSHIP_ID", "NIBRS_VICTIM_OFFENDER_ID"),))
AGENCIES = Form(
    header=(
        (
            "YEARLY_AGENCY_ID",
            "AGENCY_ID",
            "DATA_YEAR",
            "ORI",
            "UCR_AGENCY_NAME",
            "NCIC_AGENCY_NAME",
            "PUB_AGENCY_NAME",
            "AGENCY_STATUS",
            "STATE_NAME",
            "AGENCY_TYPE_NAME",
            "POPULATION",
            "COUNTY_NAME",
        ),
    )
)
FILES = {
    "NIBRS_incident": INCIDENT,
    "NIBRS_OFFENSE": OFFENSE,
    "NIBRS_VICTIM": VICTIM,
    "NIBRS_OFFENDER": OFFENDER,
    "NIBRS_VICTIM_OFFENSE": VICTIM_OFFENSE,
    "NIBRS_VICTIM_OFFENDER_REL": RELATIONSHIP,
    "agencies": AGENCIES,
}
