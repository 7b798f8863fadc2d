-- 一个机关与同类机关的对照 / An agency beside its peers: same level and kind in the same province
-- :agency text  机关名称（部分） / part of the agency's name
-- :year int = NULL  年份；默认为该机关最近一年 / year; by default the agency's last
-- :min_cases int = 30  最少件数，低于此数不排名 / cases from which a body is rated
-- metrics: handled_rate carried_out_rate disclosure_rate full_disclosure_rate disclosure_rate_of_received
-- chart: multiples facet=indicator x=year y=value_shown,q1,median,q3
-- An exact name wins over a part of one, a short name over a long one. Consolidated reports are set beside consolidated ones only.
-- The agency is one of its peers, the only one where its level or province is not known. peers_left_out state no such figure or, for a rate, have fewer than min_cases handled.
-- Rank 1 is the highest. The quartiles are values that occur; value_shown is the agency's own, even where it is left out.
with named as (
  select report_id, agency, agency_full_name, scope, year, level, kind, division_code, agency || ' ' || agency_full_name as names
  from current_report
  where instr(agency || ' ' || agency_full_name, :agency) > 0
),
chosen as materialized (
  select report_id, agency, scope, year, level, kind, substr(division_code, 1, 2) as province
  from named
  where (:year is null or year = :year)
  order by :agency not in (agency, agency_full_name), length(agency), agency, length(names), names, year desc, scope, report_id
  limit 1
),
peer as materialized (
  select s.*, chosen.report_id as own_id
  from chosen
  join report_summary as s
    on s.year = chosen.year
   and (s.report_id = chosen.report_id
        or s.level = chosen.level and s.kind = chosen.kind and substr(s.division_code, 1, 2) = chosen.province
        and ((s.scope = 'consolidated') = (chosen.scope = 'consolidated'))
        and (s.scope = 'consolidated' or s.report_id in (select report_id from counted_report)))
),
indicator(ordinal, name) as (
  values
    (1, 'received'), (2, 'outcome_total'), (3, 'reconsideration_total'), (4, 'litigation_total'), (5, 'handled_rate'),
    (6, 'carried_out_rate'), (7, 'disclosure_rate'), (8, 'full_disclosure_rate'), (9, 'disclosure_rate_of_received')
),
figure as materialized (
  select
    i.ordinal, i.name, p.report_id, p.own_id, p.outcome_total,
    case i.name
      when 'received' then p.received
      when 'outcome_total' then p.outcome_total
      when 'reconsideration_total' then p.reconsideration_total
      when 'litigation_total' then p.litigation_total
      when 'handled_rate' then 1.0 * p.outcome_total / nullif(p.received + p.carried_in, 0)
      when 'carried_out_rate' then 1.0 * p.carried_out / nullif(p.received + p.carried_in, 0)
      when 'disclosure_rate' then p.disclosure_rate
      when 'full_disclosure_rate' then 1.0 * p.disclosed / nullif(p.outcome_total, 0)
      when 'disclosure_rate_of_received' then 1.0 * (p.disclosed + p.partly_disclosed) / nullif(p.received + p.carried_in, 0)
    end as value
  from peer as p
  cross join indicator as i
),
placed as (
  select
    ordinal, report_id, value,
    row_number() over (partition by ordinal order by value, report_id) as place,
    rank() over (partition by ordinal order by value desc) as rank_from_highest,
    count(*) over (partition by ordinal) as peers
  from figure
  where value is not null and (ordinal <= 4 or outcome_total >= :min_cases)
),
spread as (
  select
    ordinal, max(peers) as peers, min(value) as lowest, max(value) as highest,
    max(case when (place - 1) * 4 <= peers - 1 then value end) as q1,
    max(case when (place - 1) * 2 <= peers - 1 then value end) as median,
    max(case when (place - 1) * 4 <= (peers - 1) * 3 then value end) as q3
  from placed
  group by ordinal
)
select
  c.agency, c.year, c.scope, c.level, c.kind, c.province, own.name as indicator, own.value as value_shown,
  placed.rank_from_highest, coalesce(s.peers, 0) as peers,
  (select count(*) from peer) - coalesce(s.peers, 0) as peers_left_out, s.lowest, s.q1, s.median, s.q3, s.highest
from figure as own
cross join chosen as c
left join spread as s on s.ordinal = own.ordinal
left join placed on placed.ordinal = own.ordinal and placed.report_id = own.report_id
where own.report_id = own.own_id
order by own.ordinal
