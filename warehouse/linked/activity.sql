-- Activities in force: one row per activity of a programme
with
    delivered_again as (
        select
            source,
            record_id,
            max(version) as version
        from conformed.activity
        where record_id is not null
        group by all
        having count(*) > 1
    )
select
    activity.source,
    activity.source_kind,
    case
        when activity.held_on is null then 'unknown'
        when activity.held_on_precision = 'year' then strftime(activity.held_on, '%Y')
        else strftime(activity.held_on, '%Y-%m')
    end as period,
    coalesce(activity.area, 'unknown') as area,
    activity.activity_kind,
    activity.audience,
    activity.activity_outcome,
    activity.people_reached
from conformed.activity
left join delivered_again
    on
        activity.source = delivered_again.source
        and activity.record_id = delivered_again.record_id
where
    activity.status = 'in_scope'
    and (delivered_again.version is null or activity.version = delivered_again.version)
    and (
        activity.held_on is null
        or year(activity.held_on) between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
