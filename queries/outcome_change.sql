-- 办理结果构成较上年的变化 / How the mix of outcomes changed against the year before
-- :year int = NULL  年份；默认为库中最晚 / later year; by default the last in the database
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :reasons int = 0  1：只列未公开的理由 / 1 lists only the reasons for which information was not given
-- :lang text = zh  语言 / language of the labels
-- metrics: outcome_share outcome_share_before=outcome_share share_change
-- chart: heat x=year y=share_change series=label
-- Of the bodies that state the outcome and all handled in both years, in the same scope: bodies. So a change is none of who reports.
-- Bodies left out report in one of the years only, or leave a figure open.
with now as (
  select coalesce(:year, max(year)) as year from current_report
),
chosen as materialized (
  select report_id, agency_id, outcome_total
  from report_summary
  where year in ((select year from now), (select year - 1 from now))
    and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
),
pair as materialized (
  select this.report_id, last.report_id as report_id_before, this.outcome_total, last.outcome_total as outcome_total_before
  from chosen as this
  join report_before as b on b.report_id = this.report_id
  join chosen as last on last.report_id = b.earlier_report_id
),
summed as (
  select
    o.outcome, count(*) as bodies,
    sum(p.total) as applications_before, sum(pair.outcome_total_before) as outcome_total_before,
    sum(o.total) as applications, sum(pair.outcome_total) as outcome_total
  from pair
  join outcome_row_total as o on o.report_id = pair.report_id
  join outcome_row_total as p on p.report_id = pair.report_id_before and p.outcome = o.outcome
  where o.total is not null and p.total is not null
    and pair.outcome_total is not null and pair.outcome_total_before is not null
  group by o.outcome
)
select
  now.year, f.group_code as outcome_group, s.outcome,
  case :lang when 'en' then coalesce(f.group_en || ': ', '') || f.label_en else coalesce(f.group_zh || ' ', '') || f.label_zh end as label,
  s.bodies,
  (select count(distinct agency_id) from chosen) - s.bodies as bodies_left_out,
  s.applications_before, s.outcome_total_before, s.applications, s.outcome_total,
  1.0 * s.applications_before / nullif(s.outcome_total_before, 0) as outcome_share_before,
  1.0 * s.applications / nullif(s.outcome_total, 0) as outcome_share,
  1.0 * s.applications / nullif(s.outcome_total, 0) - 1.0 * s.applications_before / nullif(s.outcome_total_before, 0)
    as share_change
from summed as s
cross join now
join form_row as f on f.table_name = 'application_outcome' and f.row_code = s.outcome
where s.outcome not in ('received_new', 'carried_in', 'outcome_total', 'carried_out')
  and (:reasons = 0 or f.group_code in ('withheld', 'unavailable', 'declined'))
order by f.ordinal
