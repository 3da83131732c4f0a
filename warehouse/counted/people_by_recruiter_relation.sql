-- People identified, by relation to the trafficker
--| universe = "person"
--| unit = "people"
--| dimensions.recruiter_relation = { kind = "multi", list = "recruiter_relation" }
--| definition = "Everybody whom an organisation identified or who was reported to one, counted once where organisations share a token of the person; by who the trafficker was to the person. One person can have several."
--| denominator = "Percentages are of the people whose answer is known; people without an answer are left out."
--| translations.es.title = "Personas identificadas, por relación con quien las captó"
--| translations.es.definition = "Todas las personas a quienes una organización identificó o de quienes recibió aviso, contadas una vez donde las organizaciones comparten una clave de la persona; según qué era para la persona quien la captó. Una persona puede tener varias relaciones."
--| translations.es.denominator = "Los porcentajes son de las personas cuya respuesta se conoce; las personas sin respuesta quedan fuera."
select
    recruiter_relation,
    count(*) as count
from linked.person
group by all
order by all
