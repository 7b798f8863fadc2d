-- 未公开的理由 / Why information was not given, by year
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀 / leading digits of the division code
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :lang text = zh  语言 / language of the labels
-- The share is of all refusals stated: withheld, cannot be provided, declined. reports_stating of reports state the reason.
with chosen as (
  select report_id, year
  from current_report
  where (:year is null or year = :year)
    and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
    and (:region is null or substr(division_code, 1, length(:region)) = :region)
    and (scope = :scope or (:scope is null and scope <> 'consolidated'))
),
reason as (
  select
    chosen.year, f.group_code, o.outcome, f.ordinal,
    case :lang when 'en' then f.label_en else f.label_zh end as label,
    count(o.total) as reports_stating, sum(o.total) as applications
  from chosen
  join outcome_row_total as o on o.report_id = chosen.report_id
  join form_row as f on f.table_name = 'application_outcome' and f.row_code = o.outcome
  where f.group_code in ('withheld', 'unavailable', 'declined')
  group by chosen.year, f.group_code, o.outcome, f.ordinal, label
)
select
  year, group_code as outcome_group, outcome, label,
  (select count(*) from chosen where chosen.year = reason.year) as reports,
  reports_stating, applications,
  1.0 * applications / nullif(sum(applications) over (partition by year), 0) as refusals_share
from reason
order by year desc, applications desc, ordinal
