-- Survey responses in force: one row per answered form
with
    latest as (
        select
            source,
            record_id,
            max(version) as version
        from conformed.response
        where record_id is not null
        group by all
    )
select
    response.source,
    response.version,
    coalesce(response.area, 'unknown') as area,
    coalesce(response.weight, 1.0) as weight,
    response.answers
from conformed.response
left join latest
    on
        response.source = latest.source
        and response.record_id = latest.record_id
        and response.version = latest.version
where
    response.status = 'in_scope'
    and (response.record_id is null or latest.version is not null)
