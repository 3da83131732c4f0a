-- Identifications, by month and kind of organisation
--| universe = "identification"
--| unit = "identifications"
--| dimensions.period = { kind = "period", finest = "month" }
--| dimensions.source_kind = { kind = "single", list = "source_kind" }
--| reported_by = "source_kind"
--| notes = ["A person whom two organisations recorded is counted in both.", "Only kinds of organisation that hand in records of people who were identified are named here, and only such records are a report."]
--| warnings = ["feeds_change"]
--| definition = "Identifications: one person as one organisation recorded them, in the month in which the person was identified. A person whom two organisations recorded counts twice."
--| translations.es.title = "Identificaciones, por mes y tipo de organización"
--| translations.es.definition = "Identificaciones: una persona tal como la registró una organización, en el mes en que se identificó a la persona. Una persona registrada por dos organizaciones cuenta dos veces."
--| translations.es.notes = ["Una persona a la que registraron dos organizaciones se cuenta en ambas.", "Aquí solo figuran los tipos de organización que entregan registros de personas identificadas, y solo esos registros cuentan como informe."]
select
    period,
    source_kind,
    count(*) as count
from linked.identification
group by all
order by all
