-- Trafficking incidents recorded by police, by type of place
--| universe = "incident"
--| unit = "incidents"
--| dimensions.place_type = { kind = "multi", list = "place_type" }
--| translations.es.title = "Hechos de trata registrados por la policía, por tipo de lugar"
select
    place_type,
    count(*) as count
from linked.incident
group by all
order by all
