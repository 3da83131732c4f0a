-- Counts that others made: leaf rows only, because subtotals stand in the same files as the rows that they sum
select
    source,
    source_kind,
    coalesce(period, 'unknown') as period,
    coalesce(area, 'unknown') as area,
    age_group,
    gender,
    exploitation,
    identified,
    reported,
    unfounded,
    cleared
from conformed.tally
where
    status = 'in_scope'
    and (
        period is null
        or left(period, 4)::integer between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
