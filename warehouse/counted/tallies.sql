-- Counts made by other organisations, by year
--| universe = "tally"
--| unit = "counts"
--| dimensions.source = { kind = "group", list = "source" }
--| dimensions.measure = { kind = "group", values = { identified = "People identified or referred", reported = "Offences reported", unfounded = "Offences found not to have taken place", cleared = "Offences cleared" } }
--| dimensions.period = { kind = "period", finest = "year" }
--| reported_by = "source"
--| notes = ["Counts of other organisations cannot be linked to people and are never added to them.", "Where an organisation has hidden a small count itself, a number that holds it is told as a band or not at all."]
--| definition = "Totals that organisations count by themselves, each by its own rules. The people behind them are not known here, and can be in several of them."
--| translations.es.title = "Recuentos hechos por otras organizaciones, por año"
--| translations.es.definition = "Totales que las organizaciones cuentan por sí mismas, cada una con sus reglas. Aquí no se conoce a las personas que hay detrás, que pueden estar en varios de ellos."
--| translations.es.notes = ["Los recuentos de otras organizaciones no se pueden vincular con personas y nunca se suman a ellas.", "Donde una organización ocultó ella misma un recuento pequeño, el número que lo contiene se da como banda o no se da."]
--| translations.es.values = { measure = { identified = "Personas identificadas o remitidas", reported = "Delitos denunciados", unfounded = "Delitos que resultaron no haber ocurrido", cleared = "Delitos resueltos" } }
with
    measured as (
        unpivot linked.tally
        on
            (identified, identified_most) as identified,
            (reported, reported_most) as reported,
            (unfounded, unfounded_most) as unfounded,
            (cleared, cleared_most) as cleared
        into name measure value counted, most
    )
select
    source,
    measure,
    case when period = 'unknown' then period else left(period, 4) end as period,
    sum(counted)::bigint as count,
    sum(most)::bigint as most
from measured
group by all
order by all
