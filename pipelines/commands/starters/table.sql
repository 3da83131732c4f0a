-- People identified, by gender (NAME)
--| universe = "person"
--| unit = "people"
--| dimensions.gender = { kind = "single", list = "gender" }
--| definition = "Everybody whom an organisation identified, counted once; say here what one count is of, and what not."
--| denominator = "Percentages are of the people whose answer is known."
--| translations.es.title = "Personas identificadas, por género (NAME)"
--| translations.es.definition = "Todas las personas a quienes una organización identificó, contadas una vez; diga aquí qué se cuenta, y qué no."
--| translations.es.denominator = "Los porcentajes son de las personas cuya respuesta se conoce."
select
    gender,
    count(*) as count
from linked.person
group by all
order by all
