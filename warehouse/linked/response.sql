-- Survey responses in force: one row per answered form, within the calendar
with
    delivered_again as (
        select
            source,
            record_id,
            max(version) as version
        from conformed.response
        where record_id is not null
        group by all
        having count(*) > 1
    )
select
    response.source,
    response.version,
    case
        when response.answered_on is null then 'unknown'
        when response.answered_on_precision = 'year' then strftime(response.answered_on, '%Y')
        else strftime(response.answered_on, '%Y-%m')
    end as period,
    coalesce(response.area, 'unknown') as area,
    coalesce(response.weight, 1.0) as weight,
    response.answers
from conformed.response
left join delivered_again
    on
        response.source = delivered_again.source
        and response.record_id = delivered_again.record_id
where
    response.status = 'in_scope'
    and (delivered_again.version is null or response.version = delivered_again.version)
    and (
        response.answered_on is null
        or year(response.answered_on) between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
