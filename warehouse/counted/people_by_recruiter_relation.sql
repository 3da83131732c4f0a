-- People identified, by relation to the trafficker
--| universe = "person"
--| unit = "people"
--| dimensions.recruiter_relation = { kind = "multi", list = "recruiter_relation" }
--| translations.es.title = "Personas identificadas, por relación con quien las captó"
select
    recruiter_relation,
    count(*) as count
from linked.person
group by all
order by all
