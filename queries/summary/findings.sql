-- 最常见的不一致 / The commonest findings
-- :year int = NULL  年份 / year
-- :agency int = NULL  机关编号 / number of the agency
-- :region text = NULL  区划代码前缀 / leading digits of the division code
-- :lang text = zh  语言 / language of the labels
select
  f.severity, f.rule, case :lang when 'en' then d.label_en else d.label_zh end as label,
  count(*) as findings, count(distinct f.report_id) as reports
from all_finding as f
join current_report as r on r.report_id = f.report_id
left join rule as d on d.rule = f.rule
where (:year is null or r.year = :year)
  and (:agency is null or r.agency_id = :agency)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
group by f.severity, f.rule, label
order by case f.severity when 'error' then 1 when 'warning' then 2 else 3 end, findings desc, f.rule
limit 6
