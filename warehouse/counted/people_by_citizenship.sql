-- People identified, by region of citizenship
--| universe = "person"
--| unit = "people"
--| dimensions.citizenship_group = { kind = "multi", list = "citizenship_group" }
--| definition = "Everybody whom an organisation identified or who was reported to one, counted once where organisations share a token of the person; by the region of the world of which the person is a citizen. A person with two citizenships counts in both regions."
--| denominator = "Percentages are of the people whose answer is known; people without an answer are left out."
--| translations.es.title = "Personas identificadas, por región de ciudadanía"
--| translations.es.definition = "Todas las personas a quienes una organización identificó o de quienes recibió aviso, contadas una vez donde las organizaciones comparten una clave de la persona; según la región del mundo de la que la persona tiene ciudadanía. Una persona con dos ciudadanías cuenta en ambas regiones."
--| translations.es.denominator = "Los porcentajes son de las personas cuya respuesta se conoce; las personas sin respuesta quedan fuera."
select
    citizenship_group,
    count(*) as count
from linked.person
group by all
order by all
