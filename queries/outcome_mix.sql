-- 办理结果构成 / How applications ended, by year
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :lang text = zh  语言 / language of the labels
-- metrics: outcome_share outcome_share_low=outcome_share outcome_share_high=outcome_share
-- chart: heat x=year y=outcome_share series=label
-- A share is of all applications handled (（七）总计) in the reports of the year that state them: reports_stating_handled of reports,
-- reports_summed of which state the outcome. Where the others leave it open, the share is empty and lies between _low and _high:
-- what a report does not state is 0 at the least, and at the most what its other outcomes leave of its total.
with chosen as materialized (
  select report_id, year, outcome_total
  from report_summary
  where (:year is null or year = :year)
      and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
),
handled as (
  select year, count(*) as reports, count(outcome_total) as reports_stating_handled, sum(outcome_total) as outcome_total
  from chosen
  group by year
),
room as (
  select
    chosen.report_id, chosen.year,
    case
      when sum(coalesce(o.total, 0)) > chosen.outcome_total then chosen.outcome_total
      else chosen.outcome_total - coalesce(sum(o.total), 0)
    end as rest
  from chosen
  left join outcome_row_total as o
    on o.report_id = chosen.report_id and o.outcome not in ('received_new', 'carried_in', 'outcome_total', 'carried_out')
  where chosen.outcome_total is not null
  group by chosen.report_id, chosen.year, chosen.outcome_total
),
year_room as (
  select year, sum(rest) as rest from room group by year
),
summed as (
  select room.year, o.outcome, count(o.total) as reports_summed, sum(o.total) as applications,
    sum(case when o.total is not null then room.rest else 0 end) as rest
  from room
  join outcome_row_total as o
    on o.report_id = room.report_id and o.outcome not in ('received_new', 'carried_in', 'outcome_total', 'carried_out')
  group by room.year, o.outcome
),
bounded as (
  select summed.*, year_room.rest - summed.rest as unsaid
  from summed
  join year_room on year_room.year = summed.year
)
select
  b.year, b.outcome, case :lang when 'en' then f.label_en else f.label_zh end as label,
  h.reports, h.reports_stating_handled, b.reports_summed, b.applications, h.outcome_total,
  case when b.unsaid = 0 then 1.0 * coalesce(b.applications, 0) / nullif(h.outcome_total, 0) end as outcome_share,
  1.0 * coalesce(b.applications, 0) / nullif(h.outcome_total, 0) as outcome_share_low,
  1.0 * (coalesce(b.applications, 0) + b.unsaid) / nullif(h.outcome_total, 0) as outcome_share_high
from bounded as b
join handled as h on h.year = b.year
join form_row as f on f.table_name = 'application_outcome' and f.row_code = b.outcome
order by b.year desc, f.ordinal
