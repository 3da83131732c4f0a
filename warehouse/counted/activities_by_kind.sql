-- Activities of programmes, by kind and by what came of them
--| universe = "activity"
--| unit = "activities"
--| dimensions.activity_kind = { kind = "single", list = "activity_kind" }
--| dimensions.activity_outcome = { kind = "single", list = "activity_outcome" }
--| notes = ["These are activities, not people: the same person may have taken part in several."]
--| translations.es.title = "Actividades de programas, por tipo y por resultado"
--| translations.es.notes = ["Son actividades, no personas: la misma persona puede haber participado en varias."]
select
    activity_kind,
    activity_outcome,
    count(*) as count
from linked.activity
group by all
order by all
