-- People identified, by area and year
--| universe = "person"
--| unit = "people"
--| dimensions.area = { kind = "area" }
--| dimensions.period = { kind = "period", finest = "year" }
--| notes = ["The area is where the person was identified, which need not be where the person was exploited or lives."]
--| definition = "Everybody whom an organisation identified or who was reported to one, counted once where organisations share a token of the person; by the area where the person was identified, and the year of the first record."
--| denominator = "Rates are for each 100,000 residents of the area, of whatever age, and are worked out from the published counts."
--| translations.es.title = "Personas identificadas, por zona y año"
--| translations.es.definition = "Todas las personas a quienes una organización identificó o de quienes recibió aviso, contadas una vez donde las organizaciones comparten una clave de la persona; según la zona en que se identificó a la persona, y el año del primer registro."
--| translations.es.denominator = "Las tasas son por cada 100.000 habitantes de la zona, de cualquier edad, y se calculan con los recuentos publicados."
--| translations.es.notes = ["La zona es aquella en que se identificó a la persona, que no tiene por qué ser donde fue explotada o donde vive."]
select
    area,
    case when period = 'unknown' then period else left(period, 4) end as period,
    count(*) as count
from linked.person
group by all
order by all
