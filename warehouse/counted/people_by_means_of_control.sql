-- People identified, by means of control
--| universe = "person"
--| unit = "people"
--| dimensions.means_of_control = { kind = "multi", list = "means_of_control" }
--| definition = "Everybody whom an organisation identified or who was reported to one, counted once where organisations share a token of the person; by the means with which others controlled them, as recorded. One person can have several."
--| denominator = "Percentages are of the people whose answer is known; people without an answer are left out."
--| translations.es.title = "Personas identificadas, por medio de control"
--| translations.es.definition = "Todas las personas a quienes una organización identificó o de quienes recibió aviso, contadas una vez donde las organizaciones comparten una clave de la persona; según los medios con que otras personas las controlaron, tal como constan. Una persona puede tener varios."
--| translations.es.denominator = "Los porcentajes son de las personas cuya respuesta se conoce; las personas sin respuesta quedan fuera."
select
    means_of_control,
    count(*) as count
from linked.person
group by all
order by all
