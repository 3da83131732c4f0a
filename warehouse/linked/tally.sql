-- Counts that others made: leaf rows only, because subtotals stand in the same files as the rows that they sum
select
    source,
    source_kind,
    period,
    coalesce(area, 'unknown') as area,
    age_group,
    gender,
    exploitation,
    identified,
    reported,
    unfounded,
    cleared
from conformed.tally
where status = 'in_scope'
