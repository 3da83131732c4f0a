-- For which months each source has sent records
--| universe = "coverage"
--| unit = "reports"
--| dimensions.source = { kind = "group", list = "source" }
--| dimensions.period = { kind = "period", finest = "month" }
--| notes = ["A month without a report is not a month without people."]
--| definition = "For each source and month, whether it handed in anything that covers the month. Nothing is counted."
--| translations.es.title = "De qué meses ha entregado registros cada fuente"
--| translations.es.definition = "De cada fuente y cada mes, si entregó algo que cubra ese mes. No se cuenta nada."
--| translations.es.notes = ["Un mes sin informe no es un mes sin personas."]
select
    source.source,
    month.period,
    bool_or(delivery.source is not null) as has_report
from community.source
cross join community.month
left join community.delivery
    on
        source.source = delivery.source
        and month.period between delivery.period_from and delivery.period_to
group by all
order by all
