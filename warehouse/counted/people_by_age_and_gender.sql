-- People identified, by age group and gender
--| universe = "person"
--| unit = "people"
--| dimensions.gender = { kind = "single", list = "gender" }
--| dimensions.age_group = { kind = "single", list = "age_group" }
--| definition = "Everybody whom an organisation identified or who was reported to one, counted once where organisations share a token of the person; by their gender, and by whether they were children or adults when first recorded."
--| denominator = "Percentages are of the people whose answer is known; people without an answer are left out."
--| translations.es.title = "Personas identificadas, por grupo de edad y género"
--| translations.es.definition = "Todas las personas a quienes una organización identificó o de quienes recibió aviso, contadas una vez donde las organizaciones comparten una clave de la persona; según su género, y según si eran menores de edad o personas adultas cuando se las registró por primera vez."
--| translations.es.denominator = "Los porcentajes son de las personas cuya respuesta se conoce; las personas sin respuesta quedan fuera."
select
    gender,
    age_group,
    count(*) as count
from linked.person
group by all
order by all
