-- Trafficking incidents recorded by police, by clearance
--| universe = "incident"
--| unit = "incidents"
--| dimensions.clearance = { kind = "single", list = "clearance" }
--| translations.es.title = "Hechos de trata registrados por la policía, según su resolución"
select
    clearance,
    count(*) as count
from linked.incident
group by all
order by all
