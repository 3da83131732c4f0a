-- Trafficking incidents recorded by police, by clearance
--| universe = "incident"
--| unit = "incidents"
--| dimensions.clearance = { kind = "single", list = "clearance" }
--| definition = "Events that police recorded as trafficking offences, by whether and how each was cleared. One event can concern several people."
--| denominator = "Percentages are of the incidents whose clearance is known."
--| translations.es.title = "Hechos de trata registrados por la policía, según su resolución"
--| translations.es.definition = "Hechos que la policía registró como delitos de trata, según si se resolvieron y cómo. Un hecho puede afectar a varias personas."
--| translations.es.denominator = "Los porcentajes son de los hechos cuya resolución se conoce."
select
    clearance,
    count(*) as count
from linked.incident
group by all
order by all
