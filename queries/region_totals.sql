-- 各地区：汇总报告与各单位之和 / Regions: the consolidated report beside the sum of the units
-- :year int = NULL  年份；默认为最近一年，指定地区时为各年 / year; by default the last, or all of them where a region is named
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  地区层级，如 county / level of the region, such as county
-- metrics: covered_share published_disclosure_rate=disclosure_rate units_disclosure_rate=disclosure_rate
-- chart: bar x=region,year y=published_received,units_received
-- published_ is the consolidated report of the region, units_ the sum of the reports of its bodies and divisions below (region_report):
-- the same figures twice, so never add them. units_received is over units_stating of units; reports that another one holds are
-- double, and reports that may hold the figures of others and do not say so unclear: neither is in the sum.
with part as materialized (
  select region_code, year, report_id, role
  from region_report
  where (year = :year or (:year is null and (:region is not null
    or year = (select max(year) from current_report where division_code is not null))))
    and (:region is null or substr(region_code, 1, length(:region)) = :region)
),
figured as (
  select p.region_code, p.year, p.role, s.received, s.outcome_total, s.disclosed + s.partly_disclosed as given
  from part as p
  join report_summary as s on s.report_id = p.report_id
),
summed as (
  select
    region_code, year,
    sum(case when role in ('unit', 'child') then 1 else 0 end) as units,
    sum(case when role = 'child' then 1 else 0 end) as divisions,
    sum(case when role = 'double' then 1 else 0 end) as double_reports,
    sum(case when role = 'unclear' then 1 else 0 end) as unclear_reports,
    max(case when role = 'published' then 1 else 0 end) as is_published,
    max(case when role = 'published' then received end) as published_received,
    max(case when role = 'published' then outcome_total end) as published_handled,
    max(case when role = 'published' then given end) as published_given,
    count(case when role in ('unit', 'child') then received end) as units_stating,
    sum(case when role in ('unit', 'child') then received end) as units_received,
    sum(case when role in ('unit', 'child') and given is not null then outcome_total end) as units_handled,
    sum(case when role in ('unit', 'child') and outcome_total is not null then given end) as units_given
  from figured
  group by region_code, year
)
select
  s.region_code, d.name as region, d.level, s.year, case s.is_published when 1 then 'published' else 'not published' end as consolidated,
  s.published_received, s.published_handled, 1.0 * s.published_given / nullif(s.published_handled, 0) as published_disclosure_rate,
  s.units, s.divisions, s.units_stating, s.units_received,
  1.0 * s.units_given / nullif(s.units_handled, 0) as units_disclosure_rate,
  1.0 * s.units_received / nullif(s.published_received, 0) as covered_share, s.double_reports, s.unclear_reports
from summed as s
join division as d on d.code = s.region_code
where (:level is null or d.level = :level)
order by s.year desc, s.region_code
