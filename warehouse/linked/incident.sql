-- Incidents in force: as the newest delivery that speaks of them tells them; several rows of it are one incident
with
    latest as (
        select
            source,
            record_id,
            max(delivery) as delivery
        from conformed.incident
        where record_id is not null
        group by all
    ),
    told as (
        select incident.*
        from conformed.incident
        left join latest
            on
                incident.source = latest.source
                and incident.record_id = latest.record_id
                and incident.delivery = latest.delivery
        where
            incident.status = 'in_scope'
            and (incident.record_id is null or latest.delivery is not null)
            and (
                incident.occurred_on is null
                or year(incident.occurred_on) between
                    (select from_year from community.calendar) and (select to_year from community.calendar)
            )
    )
select
    source,
    any_value(source_kind) as source_kind,
    case
        when min(occurred_on) is null then 'unknown'
        when bool_and(occurred_on_precision = 'year') then strftime(min(occurred_on), '%Y')
        else strftime(min(occurred_on) filter (where occurred_on_precision <> 'year'), '%Y-%m')
    end as period,
    coalesce(min(area), 'unknown') as area,
    all_answers(offence) as offence,
    all_answers(place_type) as place_type,
    first_answer(clearance, -version) as clearance
from told
group by source, coalesce(record_id, version::varchar)
