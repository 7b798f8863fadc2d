-- 最常见的不一致 / The commonest findings
-- :year int = NULL  年份 / year
-- :agency int = NULL  机关编号 / number of the agency
-- :region text = NULL  区划代码前缀 / leading digits of the division code
-- :lang text = zh  语言 / language of the labels
with broken as (
  select rule, severity, sum(findings) as findings, count(*) as reports
  from finding_count
  where report_id in (
    select report_id
    from current_report
    where (:year is null or year = :year)
      and (:agency is null or agency_id = :agency)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
  )
  group by rule, severity
)
select
  b.severity, b.rule, case :lang when 'en' then d.label_en else d.label_zh end as label, b.findings, b.reports
from broken as b
left join rule as d on d.rule = b.rule
order by case b.severity when 'error' then 1 when 'warning' then 2 else 3 end, b.findings desc, b.rule
limit 6
