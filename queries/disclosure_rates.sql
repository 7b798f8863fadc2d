-- 公开率的三种算法 / The disclosure rate by its three usual definitions, by year
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- metrics: disclosure_rate disclosure_rate_low=disclosure_rate disclosure_rate_high=disclosure_rate full_disclosure_rate disclosure_rate_of_received
-- chart: line x=year y=disclosure_rate,full_disclosure_rate,disclosure_rate_of_received
-- A rate is over the reports that state all its parts: the reports_ column before it. Over all that state what they handled,
-- disclosure_rate lies between _low and _high: of those that do not state what they disclosed, nothing or all.
with chosen as materialized (
  select year, outcome_total, disclosed, disclosed + partly_disclosed as given, received + carried_in as received
  from report_summary
  where (:year is null or year = :year)
      and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
)
select
  year, count(*) as reports, count(outcome_total) as reports_stating_handled, sum(outcome_total) as outcome_total,
  count(given + outcome_total) as reports_stating_given,
  1.0 * sum(case when outcome_total is not null then given end)
    / nullif(sum(case when given is not null then outcome_total end), 0) as disclosure_rate,
  1.0 * sum(case when outcome_total is not null then coalesce(given, 0) end) / nullif(sum(outcome_total), 0)
    as disclosure_rate_low,
  1.0 * sum(case when outcome_total is not null then coalesce(given, outcome_total) end) / nullif(sum(outcome_total), 0)
    as disclosure_rate_high,
  count(disclosed + outcome_total) as reports_stating_disclosed,
  1.0 * sum(case when outcome_total is not null then disclosed end)
    / nullif(sum(case when disclosed is not null then outcome_total end), 0) as full_disclosure_rate,
  count(given + received) as reports_stating_received,
  1.0 * sum(case when received is not null then given end)
    / nullif(sum(case when given is not null then received end), 0) as disclosure_rate_of_received
from chosen
group by year
order by year desc
