-- People identified, by region of citizenship
--| universe = "person"
--| unit = "people"
--| dimensions.citizenship_group = { kind = "multi", list = "citizenship_group" }
--| translations.es.title = "Personas identificadas, por región de ciudadanía"
select
    citizenship_group,
    count(*) as count
from linked.person
group by all
order by all
