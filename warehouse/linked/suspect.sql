-- Suspects in force: one row per person suspected in one incident
with
    latest as (
        select
            source,
            record_id,
            max(version) as version
        from conformed.suspect
        where record_id is not null
        group by all
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
left join latest
    on
        suspect.source = latest.source
        and suspect.record_id = latest.record_id
        and suspect.version = latest.version
where
    suspect.status = 'in_scope'
    and (suspect.record_id is null or latest.version is not null)
    and (
        suspect.recorded_on is null
        or year(suspect.recorded_on) between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
