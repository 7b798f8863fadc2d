-- 历年总量 / Totals by year
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- metrics: disclosure_rate
-- chart: multiples x=year y=received,outcome_total,disclosure_rate,reconsideration_total,litigation_total
-- A total is the sum over the reports that state the figure; the column before it says how many those are. The rate is over
-- those that state all its parts.
select
  year, count(*) as reports,
  count(received) as reports_stating_received, sum(received) as received,
  count(outcome_total) as reports_stating_handled, sum(outcome_total) as outcome_total,
  count(outcome_total + disclosed + partly_disclosed) as reports_rated_disclosure,
  1.0 * sum(case when outcome_total is not null then disclosed + partly_disclosed end)
    / nullif(sum(case when disclosed + partly_disclosed is not null then outcome_total end), 0)
    as disclosure_rate,
  count(reconsideration_total) as reports_stating_reconsideration,
  sum(reconsideration_total) as reconsideration_total,
  count(litigation_total) as reports_stating_litigation, sum(litigation_total) as litigation_total
from report_summary
where (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
  and (:region is null or substr(division_code, 1, length(:region)) = :region)
  and (:level is null or level = :level)
  and (:kind is null or kind = :kind)
  and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
group by year
order by year
