-- What people answered in the survey
--| universe = "response"
--| unit = "respondents"
--| dimensions.question = { kind = "group", list = "question" }
--| dimensions.answer = { kind = "multi", list = "answer" }
--| extras = { weighted_pct = "Share of those with any answer, weighted by the survey's design, in per cent" }
--| notes = ["Weighted shares speak of the sampled population where the survey declares weights."]
--| definition = "Answers that people gave in a survey. They say what those people know, saw or think; they do not count people who experienced trafficking."
--| denominator = "Percentages are of those who gave an answer to the question; a refusal or an unknown answer is left out."
--| translations.es.title = "Qué respondió la gente en la encuesta"
--| translations.es.definition = "Respuestas que la gente dio en una encuesta. Dicen lo que esas personas saben, vieron u opinan; no cuentan a personas que vivieron la trata."
--| translations.es.denominator = "Los porcentajes son de quienes respondieron a la pregunta; quien no quiso responder o no sabía queda fuera."
--| translations.es.notes = ["Los porcentajes ponderados hablan de la población de la muestra cuando la encuesta declara ponderaciones."]
--| translations.es.extras = { weighted_pct = "Porcentaje de quienes dieron alguna respuesta, ponderado según el diseño de la encuesta" }
with
    pair as (
        select
            source,
            version,
            weight,
            unnest(string_split(answers, ';')) as pair
        from linked.response
    ),
    answered as (
        select
            source,
            version,
            any_value(weight) as weight,
            split_part(pair, ':', 1) as question,
            string_agg(
                case
                    when split_part(pair, ':', 2) in ('unknown', 'refused', 'not_collected', 'not_applicable')
                        then split_part(pair, ':', 2)
                    else pair
                end,
                ';'
                order by pair
            ) as answer
        from pair
        group by source, version, question
    )
select
    question,
    answer,
    count(*) as count,
    sum(weight::decimal(18, 6))::double as weight
from answered
group by all
order by all
