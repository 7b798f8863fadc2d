-- 未公开的理由 / Why information was not given, by year
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :lang text = zh  语言 / language of the labels
-- A share is of all applications handled (（七）总计) in the reports of the year that state them, the same for all rows:
-- reports_stating_handled of reports. Where reports_summed is less, some of these do not state the reason.
with chosen as (
  select report_id, year, outcome_total
  from report_summary
  where (:year is null or year = :year)
    and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
    and (:region is null or substr(division_code, 1, length(:region)) = :region)
    and (scope = :scope or (:scope is null and scope <> 'consolidated'))
),
handled as (
  select year, count(*) as reports, count(outcome_total) as reports_stating_handled, sum(outcome_total) as outcome_total
  from chosen group by year
),
reason as (
  select
    chosen.year, f.group_code, o.outcome, f.ordinal,
    case :lang when 'en' then f.label_en else f.label_zh end as label,
    count(o.total + chosen.outcome_total) as reports_summed,
    sum(case when chosen.outcome_total is not null then o.total end) as applications
  from chosen
  join outcome_row_total as o on o.report_id = chosen.report_id
  join form_row as f on f.table_name = 'application_outcome' and f.row_code = o.outcome
  where f.group_code in ('withheld', 'unavailable', 'declined')
  group by chosen.year, f.group_code, o.outcome, f.ordinal, label
)
select
  r.year, r.group_code as outcome_group, r.outcome, r.label, h.reports, h.reports_stating_handled, r.reports_summed,
  r.applications, h.outcome_total, 1.0 * r.applications / nullif(h.outcome_total, 0) as outcome_share
from reason as r
join handled as h on h.year = r.year
order by r.year desc, r.applications desc, r.ordinal
