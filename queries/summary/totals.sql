-- 报告、机关、年份、表式 / Reports, agencies, years and forms
-- :year int = NULL  年份 / year
-- :agency int = NULL  机关编号 / number of the agency
-- :region text = NULL  区划代码前缀 / leading digits of the division code
select
  count(*) as reports, count(distinct agency_id) as agencies, min(year) as first_year, max(year) as last_year,
  sum(form = '2019') as form_2019, sum(form = '2021') as form_2021,
  sum(form = 'mixed') as form_mixed, sum(form = 'unknown') as form_unknown,
  sum(scope = 'consolidated') as consolidated
from current_report
where (:year is null or year = :year)
  and (:agency is null or agency_id = :agency)
  and (:region is null or substr(division_code, 1, length(:region)) = :region)
order by reports
