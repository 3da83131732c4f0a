-- People identified, by age group and gender
--| universe = "person"
--| unit = "people"
--| dimensions.gender = { kind = "single", list = "gender" }
--| dimensions.age_group = { kind = "single", list = "age_group" }
select
    gender,
    age_group,
    count(*) as count
from linked.person
group by all
order by all
