-- Trafficking incidents recorded by police, by type of place
--| universe = "incident"
--| unit = "incidents"
--| dimensions.place_type = { kind = "multi", list = "place_type" }
--| definition = "Events that police recorded as trafficking offences, by the kind of place in the record, never the place itself. One event can have several kinds."
--| denominator = "Percentages are of the incidents whose kind of place is known."
--| translations.es.title = "Hechos de trata registrados por la policía, por tipo de lugar"
--| translations.es.definition = "Hechos que la policía registró como delitos de trata, según el tipo de lugar del registro, nunca el lugar mismo. Un hecho puede tener varios tipos."
--| translations.es.denominator = "Los porcentajes son de los hechos cuyo tipo de lugar se conoce."
select
    place_type,
    count(*) as count
from linked.incident
group by all
order by all
