-- Activities of programmes, by kind and by what came of them
--| universe = "activity"
--| unit = "activities"
--| dimensions.activity_kind = { kind = "single", list = "activity_kind" }
--| dimensions.activity_outcome = { kind = "single", list = "activity_outcome" }
--| notes = ["These are activities, not people: the same person may have taken part in several."]
--| definition = "Activities that programmes recorded, such as trainings and events, by their kind and by what came of them."
--| denominator = "Percentages are of the activities whose kind is known."
--| translations.es.title = "Actividades de programas, por tipo y por resultado"
--| translations.es.definition = "Actividades que los programas registraron, como capacitaciones y eventos, según su tipo y lo que resultó de ellas."
--| translations.es.denominator = "Los porcentajes son de las actividades cuyo tipo se conoce."
--| translations.es.notes = ["Son actividades, no personas: la misma persona puede haber participado en varias."]
select
    activity_kind,
    activity_outcome,
    count(*) as count
from linked.activity
group by all
order by all
