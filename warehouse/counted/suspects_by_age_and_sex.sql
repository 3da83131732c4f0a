-- People suspected by police, by age group and sex
--| universe = "suspect"
--| unit = "suspects"
--| dimensions.sex = { kind = "single", list = "sex" }
--| dimensions.age_group = { kind = "single", list = "age_group" }
--| notes = ["A suspect has not been found guilty. A person suspected in two incidents is counted twice."]
select
    sex,
    age_group,
    count(*) as count
from linked.suspect
group by all
order by all
