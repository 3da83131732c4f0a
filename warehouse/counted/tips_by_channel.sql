-- Tips that something may be trafficking, by the way they came in
--| universe = "tip"
--| unit = "tips"
--| dimensions.tip_channel = { kind = "single", list = "tip_channel" }
--| notes = ["Nobody has checked a tip, and several may concern the same event. More tips may mean that more people know where to turn."]
select
    channel as tip_channel,
    count(*) as count
from linked.tip
group by all
order by all
