-- Tips in force: one row per report, none of them checked
with
    delivered_again as (
        select
            source,
            record_id,
            max(version) as version
        from conformed.tip
        where record_id is not null
        group by all
        having count(*) > 1
    )
select
    tip.source,
    tip.source_kind,
    case
        when tip.reported_on is null then 'unknown'
        when tip.reported_on_precision = 'year' then strftime(tip.reported_on, '%Y')
        else strftime(tip.reported_on, '%Y-%m')
    end as period,
    coalesce(tip.area, 'unknown') as area,
    tip.channel,
    tip.reporter,
    tip.exploitation,
    tip.place_type,
    tip.handling
from conformed.tip
left join delivered_again
    on
        tip.source = delivered_again.source
        and tip.record_id = delivered_again.record_id
where
    tip.status = 'in_scope'
    and (delivered_again.version is null or tip.version = delivered_again.version)
    and (
        tip.reported_on is null
        or year(tip.reported_on) between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
