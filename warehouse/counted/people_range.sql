-- How many people there may be: linked across organisations, and summed
--| universe = "range"
--| unit = "people"
--| universes = { linked = "person", summed = "identification" }
--| dimensions.bound = { kind = "group", values = { linked = "Linked: each person once, where organisations share a token", summed = "Summed: as if nobody had been met by two organisations" } }
--| notes = ["The true number of people in these records lies between the two. Neither counts people whom nobody identified."]
--| definition = "The people in the records, counted in two ways: once each, where organisations share a token of the person, and as the sum of what every organisation recorded."
--| translations.es.title = "Cuántas personas puede haber: vinculadas entre organizaciones, y sumadas"
--| translations.es.definition = "Las personas de los registros, contadas de dos maneras: una vez cada una, donde las organizaciones comparten una clave de la persona, y como suma de lo que registró cada organización."
--| translations.es.notes = ["El número verdadero de personas en estos registros está entre los dos. Ninguno cuenta a las personas a quienes nadie identificó."]
--| translations.es.values = { bound = { linked = "Vinculadas: cada persona una vez, donde las organizaciones comparten una clave", summed = "Sumadas: como si ninguna persona hubiera estado en dos organizaciones" } }
select
    'linked' as bound,
    count(*) as count
from linked.person
union all
select
    'summed' as bound,
    count(*) as count
from linked.identification
order by all
