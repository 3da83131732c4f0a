-- People identified, by gender (NAME)
--| universe = "person"
--| unit = "people"
--| dimensions.gender = { kind = "single", list = "gender" }
--| translations.es.title = "Personas identificadas, por género (NAME)"
select
    gender,
    count(*) as count
from linked.person
group by all
order by all
