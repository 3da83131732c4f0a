-- Identifications in force: what each organisation last said of each record, within the calendar
with
    delivered_again as (
        select
            source,
            record_id,
            max(version) as version
        from conformed.identification
        where record_id is not null
        group by all
        having count(*) > 1
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
left join delivered_again
    on
        identification.source = delivered_again.source
        and identification.record_id = delivered_again.record_id
where
    identification.status = 'in_scope'
    and (delivered_again.version is null or identification.version = delivered_again.version)
    and (
        identification.identified_on is null
        or year(identification.identified_on) between
            (select from_year from community.calendar) and (select to_year from community.calendar)
    )
