-- People: identifications with the same keyed token are one person; without a token every one is its own person
with
    met_again as (
        select person_token
        from linked.identification
        where person_token is not null
        group by person_token
        having count(*) > 1
    ),
    alone as (
        select identification.*
        from linked.identification
        anti join met_again using (person_token)
    ),
    ordered as (
        select
            identification.*,
            row_number() over (order by identified_on nulls last, source, version) as place
        from linked.identification
        semi join met_again using (person_token)
    ),
    merged as (
        -- the first answer that is one; of lists, everything that anybody recorded
        select
            count(distinct source) as organisations,
            string_agg(distinct source, ';' order by source) as sources,
            min_by(source_kind, place) as source_kind,
            min_by(period, place) as period,
            coalesce(min_by(area, place) filter (where area <> 'unknown'), 'unknown') as area,
            first_answer(age_group, place) as age_group,
            first_answer(gender, place) as gender,
            all_answers(citizenship_group) as citizenship_group,
            all_answers(exploitation) as exploitation,
            all_answers(means_of_control) as means_of_control,
            all_answers(recruitment) as recruitment,
            all_answers(recruiter_relation) as recruiter_relation,
            all_answers(services_asked) as services_asked,
            all_answers(services_received) as services_received
        from ordered
        group by person_token
    )
select
    1 as organisations,
    source as sources,
    source_kind,
    period,
    area,
    age_group,
    gender,
    citizenship_group,
    exploitation,
    means_of_control,
    recruitment,
    recruiter_relation,
    services_asked,
    services_received
from alone
union all
select
    organisations,
    sources,
    source_kind,
    period,
    area,
    age_group,
    gender,
    citizenship_group,
    exploitation,
    means_of_control,
    recruitment,
    recruiter_relation,
    services_asked,
    services_received
from merged
