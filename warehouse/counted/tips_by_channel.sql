-- Tips that something may be trafficking, by the way they came in
--| universe = "tip"
--| unit = "tips"
--| dimensions.tip_channel = { kind = "single", list = "tip_channel" }
--| notes = ["Nobody has checked a tip, and several may concern the same event. More tips may mean that more people know where to turn."]
--| definition = "Messages to an organisation that something may be trafficking, by the way in which they came. Nobody has checked them."
--| denominator = "Percentages are of the tips whose channel is known."
--| translations.es.title = "Avisos de que algo puede ser trata, por la vía en que llegaron"
--| translations.es.definition = "Avisos a una organización de que algo puede ser trata, según la vía por la que llegaron. Nadie los ha comprobado."
--| translations.es.denominator = "Los porcentajes son de los avisos cuya vía se conoce."
--| translations.es.notes = ["Nadie ha comprobado un aviso, y varios pueden tratar del mismo hecho. Más avisos pueden significar que más personas saben a dónde acudir."]
select
    channel as tip_channel,
    count(*) as count
from linked.tip
group by all
order by all
