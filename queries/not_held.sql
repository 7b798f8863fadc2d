-- 信息不存在占比排名 / Agencies by the share of applications for information they do not hold
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :min_cases int = 30  最少件数，低于此数不排名 / cases from which a body is rated
-- metrics: not_held_share
-- chart: bar facet=sample x=agency,year+division+scope y=not_held_share
-- Bodies with fewer than min_cases handled, or that leave a figure open, follow without a rank; sample says why.
with rated as materialized (
  select
    s.agency, s.division, s.year, s.scope, s.outcome_total as handled, s.agency_id,
    f.unavailable_not_held as not_held
  from report_summary as s
  join report_figure as f on f.report_id = s.report_id
  where (:year is null or s.year = :year)
      and (:agency is null or instr(s.agency || ' ' || s.agency_full_name, :agency) > 0)
      and (:region is null or substr(s.division_code, 1, length(:region)) = :region)
      and (:level is null or s.level = :level)
      and (:kind is null or s.kind = :kind)
      and (s.scope = :scope or (:scope is null and s.report_id in (select report_id from counted_report)))
),
judged as (
  select
    rated.*,
    case
      when not_held is null or handled is null then 'figures not stated: not ranked'
      when handled < :min_cases or handled = 0 then 'fewer than ' || :min_cases || ' handled: not ranked'
      else 'ranked'
    end as sample
  from rated
)
select
  case sample when 'ranked' then
    rank() over (partition by year, sample order by 1.0 * not_held / nullif(handled, 0) desc)
  end as rank_from_highest,
  agency, division, year, scope, handled, not_held, 1.0 * not_held / nullif(handled, 0) as not_held_share, sample
from judged
order by year desc, sample <> 'ranked', sample, not_held_share desc, agency, agency_id, scope
