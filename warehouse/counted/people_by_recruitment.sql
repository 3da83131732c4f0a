-- People identified, by way of recruitment
--| universe = "person"
--| unit = "people"
--| dimensions.recruitment = { kind = "multi", list = "recruitment" }
--| definition = "Everybody whom an organisation identified or who was reported to one, counted once where organisations share a token of the person; by the way in which they were recruited, as recorded. One person can have several."
--| denominator = "Percentages are of the people whose answer is known; people without an answer are left out."
--| translations.es.title = "Personas identificadas, por forma de captación"
--| translations.es.definition = "Todas las personas a quienes una organización identificó o de quienes recibió aviso, contadas una vez donde las organizaciones comparten una clave de la persona; según la forma en que se las captó, tal como consta. Una persona puede tener varias."
--| translations.es.denominator = "Los porcentajes son de las personas cuya respuesta se conoce; las personas sin respuesta quedan fuera."
select
    recruitment,
    count(*) as count
from linked.person
group by all
order by all
