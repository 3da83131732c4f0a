-- Defendants in trafficking cases before a court, by stage and outcome
--| universe = "court_case"
--| unit = "defendants"
--| dimensions.court_stage = { kind = "single", list = "court_stage" }
--| dimensions.court_outcome = { kind = "single", list = "court_outcome" }
--| notes = ["Before a conviction nobody here has been found guilty. A defendant with two cases is counted twice."]
--| definition = "People accused of trafficking before a court, by the stage that their case has reached and by its outcome."
--| denominator = "Percentages are of the defendants whose outcome is known."
--| translations.es.title = "Personas acusadas en casos de trata ante un tribunal, por etapa y resultado"
--| translations.es.definition = "Personas acusadas de trata ante un tribunal, según la etapa a la que llegó su caso y su resultado."
--| translations.es.denominator = "Los porcentajes son de las personas acusadas cuyo resultado se conoce."
--| translations.es.notes = ["Antes de una condena nadie aquí ha sido declarado culpable. Una persona acusada en dos casos se cuenta dos veces."]
select
    stage as court_stage,
    outcome as court_outcome,
    count(*) as count
from linked.court_case
group by all
order by all
