-- 按层级和类型汇总 / Roll-up by level and kind of body, by year
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- metrics: handled_rate disclosure_rate
-- chart: stacked x=year y=received series=level,kind
-- By default consolidated reports are left out, and of a body with several others one is taken (counted_report).
-- A total is the sum over the reports that state the figure; a rate is over those that state all its parts.
with chosen as materialized (
  select year, level, kind, received, carried_in, outcome_total, carried_out, disclosed + partly_disclosed as given,
    received + carried_in as to_handle, reconsideration_total, litigation_total
  from report_summary
  where (:year is null or year = :year)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
)
select
  year, level, kind, count(*) as reports,
  count(received) as reports_stating_received, sum(received) as received,
  count(outcome_total) as reports_stating_handled, sum(outcome_total) as outcome_total,
  count(carried_out) as reports_stating_carried_out, sum(carried_out) as carried_out,
  count(to_handle + outcome_total) as reports_rated_handled,
  1.0 * sum(case when to_handle is not null then outcome_total end)
    / nullif(sum(case when outcome_total is not null then to_handle end), 0) as handled_rate,
  count(given + outcome_total) as reports_rated_disclosure,
  1.0 * sum(case when outcome_total is not null then given end)
    / nullif(sum(case when given is not null then outcome_total end), 0) as disclosure_rate,
  count(reconsideration_total) as reports_stating_reconsideration, sum(reconsideration_total) as reconsideration_total,
  count(litigation_total) as reports_stating_litigation, sum(litigation_total) as litigation_total
from chosen
group by year, level, kind
order by year desc, case level when 'central' then 1 when 'province' then 2 when 'prefecture' then 3 when 'county' then 4
    when 'township' then 5 else 6 end, kind
