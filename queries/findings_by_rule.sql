-- 各规则的发现数 / How often each rule is broken
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :lang text = zh  语言 / language of the labels
-- metrics: reports_share
-- chart: bar x=rule,label y=findings
select
  f.rule, f.severity, case :lang when 'en' then d.label_en else d.label_zh end as label,
  count(*) as findings, count(distinct f.report_id) as reports,
  1.0 * count(distinct f.report_id)
    / nullif((select count(*) from current_report as c
              where (:year is null or c.year = :year)
                and (:region is null or substr(c.division_code, 1, length(:region)) = :region)
                and (:level is null or c.level = :level)
                and (:kind is null or c.kind = :kind)), 0)
    as reports_share
from all_finding as f
join current_report as r on r.report_id = f.report_id
left join rule as d on d.rule = f.rule
where (:year is null or r.year = :year)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:level is null or r.level = :level)
  and (:kind is null or r.kind = :kind)
group by f.rule, f.severity, label
order by case f.severity when 'error' then 1 when 'warning' then 2 else 3 end, reports desc, f.rule
