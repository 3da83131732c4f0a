-- Counts made by other organisations, by year
--| universe = "tally"
--| unit = "counts"
--| dimensions.source = { kind = "group", list = "source" }
--| dimensions.measure = { kind = "group", values = { identified = "People identified or referred", reported = "Offences reported", unfounded = "Offences found not to have taken place", cleared = "Offences cleared" } }
--| dimensions.period = { kind = "period", finest = "year" }
--| reported_by = "source"
--| notes = ["Counts of other organisations cannot be linked to people and are never added to them."]
--| translations.es.title = "Recuentos hechos por otras organizaciones, por año"
--| translations.es.notes = ["Los recuentos de otras organizaciones no se pueden vincular con personas y nunca se suman a ellas."]
--| translations.es.values = { measure = { identified = "Personas identificadas o remitidas", reported = "Delitos denunciados", unfounded = "Delitos que resultaron no haber ocurrido", cleared = "Delitos resueltos" } }
with
    measured as (
        unpivot linked.tally
        on identified, reported, unfounded, cleared
        into name measure value counted
    )
select
    source,
    measure,
    case when period = 'unknown' then period else left(period, 4) end as period,
    sum(counted)::bigint as count
from measured
group by all
order by all
