-- 与同类机关相比的异常值 / Bodies that stand out among their peers
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :indicator text = disclosure_rate  指标 / disclosure_rate, full_disclosure_rate, handled_rate or carried_out_rate
-- :min_cases int = 30  最少件数，低于此数不排名 / cases from which a body is rated
-- :min_peers int = 8  同类机关的最少个数 / peers from which a body is judged
-- :all int = 0  1：包括未见异常的 / 1 lists bodies within the fences too
-- metrics: rate=peer_quartile median=peer_quartile fence_low=peer_fence fence_high=peer_fence
-- Peers: same level and kind in the same province and year. above or below: beyond the fences of a box plot. Rare, not wrong.
-- Bodies with fewer than min_cases handled, with an open figure or with too few peers are not judged; they follow, verdict says why.
with chosen as materialized (
  select
    report_id, agency, agency_id, division, year, scope, level, kind, substr(division_code, 1, 2) as province, outcome_total,
    case :indicator
      when 'disclosure_rate' then disclosure_rate
      when 'full_disclosure_rate' then 1.0 * disclosed / nullif(outcome_total, 0)
      when 'handled_rate' then 1.0 * outcome_total / nullif(received + carried_in, 0)
      when 'carried_out_rate' then 1.0 * carried_out / nullif(received + carried_in, 0)
    end as rate,
    (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
      and (:region is null or substr(division_code, 1, length(:region)) = :region) as shown
  from report_summary
  where (:year is null or year = :year)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
),
placed as (
  select
    report_id, year, level, kind, province, rate,
    row_number() over (partition by year, level, kind, province order by rate, report_id) as place,
    count(*) over (partition by year, level, kind, province) as peers
  from chosen
  where rate is not null and outcome_total >= :min_cases and province is not null and level is not null
),
spread as (
  select
    year, level, kind, province, max(peers) as peers,
    max(case when (place - 1) * 4 <= peers - 1 then rate end) as q1,
    max(case when (place - 1) * 2 <= peers - 1 then rate end) as median,
    max(case when (place - 1) * 4 <= (peers - 1) * 3 then rate end) as q3
  from placed
  group by year, level, kind, province
),
judged as (
  select
    c.*, s.peers, s.median, s.q1 - 1.5 * (s.q3 - s.q1) as fence_low, s.q3 + 1.5 * (s.q3 - s.q1) as fence_high,
    case
      when c.rate is null or c.outcome_total is null then 'figures not stated: not judged'
      when c.outcome_total < :min_cases then 'fewer than ' || :min_cases || ' handled: not judged'
      when c.level is null or c.province is null then 'level or province not known: not judged'
      when s.peers < :min_peers then 'fewer than ' || :min_peers || ' peers: not judged'
      when c.rate < s.q1 - 1.5 * (s.q3 - s.q1) then 'below'
      when c.rate > s.q3 + 1.5 * (s.q3 - s.q1) then 'above'
      else 'within'
    end as verdict
  from chosen as c
  left join spread as s on s.year = c.year and s.level = c.level and s.kind = c.kind and s.province = c.province
)
select
  agency, division, year, scope, level, kind, outcome_total as handled, :indicator as indicator, rate,
  peers, median, fence_low, fence_high, verdict
from judged
where shown and (:all <> 0 or verdict <> 'within')
order by
  case verdict when 'below' then 1 when 'above' then 1 when 'within' then 2 else 3 end, year desc,
  abs(rate - median) desc, agency, agency_id, scope
