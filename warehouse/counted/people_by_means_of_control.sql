-- People identified, by means of control
--| universe = "person"
--| unit = "people"
--| dimensions.means_of_control = { kind = "multi", list = "means_of_control" }
--| translations.es.title = "Personas identificadas, por medio de control"
select
    means_of_control,
    count(*) as count
from linked.person
group by all
order by all
