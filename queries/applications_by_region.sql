-- 各地区申请量 / Application volumes by region and year
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- chart: line x=year y=received series=division+division_code
-- Consolidated reports are left out: they hold the figures of other reports.
-- A total is the sum over the reports that state the figure; the column before it says how many those are.
select
  division_code, division, year,
  count(*) as reports,
  count(received) as reports_stating_received, sum(received) as received,
  count(outcome_total) as reports_stating_handled, sum(outcome_total) as outcome_total,
  count(carried_out) as reports_stating_carried_out, sum(carried_out) as carried_out
from report_summary
where report_id in (select report_id from counted_report)
  and (:year is null or year = :year)
  and (:region is null or substr(division_code, 1, length(:region)) = :region)
  and (:level is null or level = :level)
  and (:kind is null or kind = :kind)
group by division_code, division, year
order by year desc, division_code is not null, division_code
