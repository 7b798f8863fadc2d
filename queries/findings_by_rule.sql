-- 各规则的发现数 / How often each rule is broken
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :lang text = zh  语言 / language of the labels
-- metrics: reports_share
-- chart: bar x=rule,label y=findings
with chosen as materialized (
  select report_id
  from current_report
  where (:year is null or year = :year)
    and (:region is null or substr(division_code, 1, length(:region)) = :region)
    and (:level is null or level = :level)
    and (:kind is null or kind = :kind)
),
broken as (
  select rule, severity, sum(findings) as findings, count(*) as reports
  from finding_count
  where report_id in (select report_id from chosen)
  group by rule, severity
)
select
  b.rule, b.severity, case :lang when 'en' then d.label_en else d.label_zh end as label, b.findings, b.reports,
  1.0 * b.reports / nullif((select count(*) from chosen), 0) as reports_share
from broken as b
left join rule as d on d.rule = b.rule
order by case b.severity when 'error' then 1 when 'warning' then 2 else 3 end, b.reports desc, b.rule
