-- People suspected by police, by age group and sex
--| universe = "suspect"
--| unit = "suspects"
--| dimensions.sex = { kind = "single", list = "sex" }
--| dimensions.age_group = { kind = "single", list = "age_group" }
--| notes = ["A suspect has not been found guilty. A person suspected in two incidents is counted twice."]
--| translations.es.title = "Personas sospechosas según la policía, por grupo de edad y sexo"
--| translations.es.notes = ["Una persona sospechosa no ha sido declarada culpable. Una persona sospechosa en dos hechos se cuenta dos veces."]
select
    sex,
    age_group,
    count(*) as count
from linked.suspect
group by all
order by all
