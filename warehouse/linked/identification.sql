-- Identifications in force: what each organisation last said of each record, within the calendar
with
    latest as (
        select
            source,
            record_id,
            max(version) as version
        from conformed.identification
        where record_id is not null
        group by all
    )
select
    identification.source,
    identification.source_kind,
    identification.version,
    identification.person_token,
    identification.identified_on,
    case
        when identification.identified_on is null then 'unknown'
        when identification.identified_on_precision = 'year' then strftime(identification.identified_on, '%Y')
        else strftime(identification.identified_on, '%Y-%m')
    end as period,
    coalesce(identification.area, 'unknown') as area,
    identification.age_group,
    identification.gender,
    identification.citizenship_group,
    identification.exploitation,
    identification.means_of_control,
    identification.recruitment,
    identification.recruiter_relation,
    identification.services_asked,
    identification.services_received
from conformed.identification
left join latest
    on
        identification.source = latest.source
        and identification.record_id = latest.record_id
        and identification.version = latest.version
where
    identification.status = 'in_scope'
    and (identification.record_id is null or latest.version is not null)
    and (
        identification.identified_on is null
        or year(identification.identified_on) between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
