-- Trafficking incidents recorded by police, by clearance
--| universe = "incident"
--| unit = "incidents"
--| dimensions.clearance = { kind = "single", list = "clearance" }
select
    clearance,
    count(*) as count
from linked.incident
group by all
order by all
