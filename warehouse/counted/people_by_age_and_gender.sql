-- People identified, by age group and gender
--| universe = "person"
--| unit = "people"
--| dimensions.gender = { kind = "single", list = "gender" }
--| dimensions.age_group = { kind = "single", list = "age_group" }
--| translations.es.title = "Personas identificadas, por grupo de edad y género"
select
    gender,
    age_group,
    count(*) as count
from linked.person
group by all
order by all
