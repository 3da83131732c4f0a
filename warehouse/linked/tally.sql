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
    coalesce(identified_most, identified) as identified_most,
    reported,
    coalesce(reported_most, reported) as reported_most,
    unfounded,
    coalesce(unfounded_most, unfounded) as unfounded_most,
    cleared,
    coalesce(cleared_most, cleared) as cleared_most
from conformed.tally
where
    status = 'in_scope'
    and (
        period is null
        or left(period, 4)::integer between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
