-- People suspected by police, by age group and sex
--| universe = "suspect"
--| unit = "suspects"
--| dimensions.sex = { kind = "single", list = "sex" }
--| dimensions.age_group = { kind = "single", list = "age_group" }
--| notes = ["A suspect has not been found guilty. A person suspected in two incidents is counted twice."]
--| definition = "People whom police named as suspects in incidents of trafficking, by their sex and by whether they were children or adults. A suspect has not been found guilty."
--| denominator = "Percentages are of the suspects whose sex and age are known."
--| translations.es.title = "Personas sospechosas según la policía, por grupo de edad y sexo"
--| translations.es.definition = "Personas a quienes la policía señaló como sospechosas en hechos de trata, según su sexo y según si eran menores de edad o adultas. Una persona sospechosa no ha sido declarada culpable."
--| translations.es.denominator = "Los porcentajes son de las personas sospechosas cuyo sexo y edad se conocen."
--| translations.es.notes = ["Una persona sospechosa no ha sido declarada culpable. Una persona sospechosa en dos hechos se cuenta dos veces."]
select
    sex,
    age_group,
    count(*) as count
from linked.suspect
group by all
order by all
