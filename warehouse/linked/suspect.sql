-- Suspects in force: one row per person suspected in one incident
with
    delivered_again as (
        select
            source,
            record_id,
            max(version) as version
        from conformed.suspect
        where record_id is not null
        group by all
        having count(*) > 1
    )
select
    suspect.source,
    suspect.source_kind,
    case
        when suspect.recorded_on is null then 'unknown'
        when suspect.recorded_on_precision = 'year' then strftime(suspect.recorded_on, '%Y')
        else strftime(suspect.recorded_on, '%Y-%m')
    end as period,
    coalesce(suspect.area, 'unknown') as area,
    suspect.age_group,
    suspect.sex
from conformed.suspect
left join delivered_again
    on
        suspect.source = delivered_again.source
        and suspect.record_id = delivered_again.record_id
where
    suspect.status = 'in_scope'
    and (delivered_again.version is null or suspect.version = delivered_again.version)
    and (
        suspect.recorded_on is null
        or year(suspect.recorded_on) between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
