-- People identified, by way of recruitment
--| universe = "person"
--| unit = "people"
--| dimensions.recruitment = { kind = "multi", list = "recruitment" }
--| translations.es.title = "Personas identificadas, por forma de captación"
select
    recruitment,
    count(*) as count
from linked.person
group by all
order by all
