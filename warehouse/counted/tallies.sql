-- Counts made by other organisations, by year
--| universe = "tally"
--| unit = "counts"
--| dimensions.source = { kind = "group", list = "source" }
--| dimensions.measure = { kind = "group", values = { identified = "People identified or referred", reported = "Offences reported", unfounded = "Offences found not to have taken place", cleared = "Offences cleared" } }
--| dimensions.period = { kind = "period", finest = "year" }
--| reported_by = "source"
--| notes = ["Counts of other organisations cannot be linked to people and are never added to them."]
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
