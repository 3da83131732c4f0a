-- People identified, by area and year
--| universe = "person"
--| unit = "people"
--| dimensions.area = { kind = "area" }
--| dimensions.period = { kind = "period", finest = "year" }
--| notes = ["The area is where the person was identified, which need not be where the person was exploited or lives."]
--| translations.es.title = "Personas identificadas, por zona y año"
--| translations.es.notes = ["La zona es aquella en que se identificó a la persona, que no tiene por qué ser donde fue explotada o donde vive."]
select
    area,
    case when period = 'unknown' then period else left(period, 4) end as period,
    count(*) as count
from linked.person
group by all
order by all
