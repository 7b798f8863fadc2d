-- 复议诉讼的两种纠错率 / Reconsideration and litigation with both correction rates, by year
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- metrics: corrected_of_all_rate corrected_of_closed_rate review_rate
-- chart: multiples facet=channel x=year y=corrected_of_all_rate,corrected_of_closed_rate
-- Litigation is direct and after reconsideration. A rate is over the reports that state all its parts; the reports_ column before
-- it says how many. review_rate is cases to applications handled.
with chosen as materialized (
  select report_id, year, outcome_total,
    reconsideration_total, reconsideration_corrected,
    reconsideration_upheld + reconsideration_corrected + reconsideration_other as reconsideration_closed,
    litigation_total, litigation_corrected, litigation_upheld + litigation_corrected + litigation_other as litigation_closed
  from report_summary
  where (:year is null or year = :year)
      and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
),
channelled as (
  select year, 1 as ordinal, 'reconsideration' as channel, outcome_total as handled, reconsideration_total as cases,
    reconsideration_corrected as corrected, reconsideration_closed as closed
  from chosen
  union all
  select year, 2, 'litigation', outcome_total, litigation_total, litigation_corrected, litigation_closed from chosen
)
select
  year, channel, count(*) as reports, count(cases) as reports_stating_cases, sum(cases) as cases,
  count(corrected) as reports_stating_corrected, sum(corrected) as corrected,
  count(corrected + cases) as reports_rated_of_all,
  1.0 * sum(case when cases is not null then corrected end)
    / nullif(sum(case when corrected is not null then cases end), 0) as corrected_of_all_rate,
  count(closed) as reports_rated_of_closed, sum(closed) as closed,
  1.0 * sum(case when closed is not null then corrected end) / nullif(sum(closed), 0) as corrected_of_closed_rate,
  count(cases + handled) as reports_rated_of_handled,
  1.0 * sum(case when handled is not null then cases end)
    / nullif(sum(case when cases is not null then handled end), 0) as review_rate
from channelled
group by year, ordinal, channel
order by year desc, ordinal
