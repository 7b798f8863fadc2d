-- 申请量较上年的增减：同一批机关 / Growth of applications received, over the same bodies
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- metrics: growth_rate
-- chart: bar x=year y=growth_rate
-- Bodies that state what they received in both years (report_before). only_before and only_now: reports without a pair or a
-- figure, left out of the growth.
with chosen as materialized (
  select report_id, year, received
  from report_summary
  where (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
),
both_years as (
  select this.year, count(*) as bodies, sum(last.received) as received_before, sum(this.received) as received
  from chosen as this
  join report_before as b on b.report_id = this.report_id
  join chosen as last on last.report_id = b.earlier_report_id
  where this.received is not null and last.received is not null
  group by this.year
),
counted as (
  select year, count(*) as reports from chosen group by year
)
select
  b.year, b.bodies, coalesce(before.reports, 0) - b.bodies as only_before, now.reports - b.bodies as only_now,
  b.received_before, b.received, b.received - b.received_before as received_change,
  1.0 * b.received / nullif(b.received_before, 0) - 1 as growth_rate
from both_years as b
join counted as now on now.year = b.year
left join counted as before on before.year = b.year - 1
where (:year is null or b.year = :year)
order by b.year desc
