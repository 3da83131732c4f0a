-- Court cases in force: one row per defendant, as the newest delivery tells it
with
    delivered_again as (
        select
            source,
            record_id,
            max(version) as version
        from conformed.court_case
        where record_id is not null
        group by all
        having count(*) > 1
    )
select
    court_case.source,
    court_case.source_kind,
    case
        when court_case.filed_on is null then 'unknown'
        when court_case.filed_on_precision = 'year' then strftime(court_case.filed_on, '%Y')
        else strftime(court_case.filed_on, '%Y-%m')
    end as period,
    coalesce(court_case.area, 'unknown') as area,
    court_case.charge,
    court_case.stage,
    court_case.outcome
from conformed.court_case
left join delivered_again
    on
        court_case.source = delivered_again.source
        and court_case.record_id = delivered_again.record_id
where
    court_case.status = 'in_scope'
    and (delivered_again.version is null or court_case.version = delivered_again.version)
    and (
        court_case.filed_on is null
        or year(court_case.filed_on) between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
