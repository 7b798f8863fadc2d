-- 有报告的年份 / The years that have reports
-- :agency int = NULL  机关编号 / number of the agency
-- :region text = NULL  区划代码前缀 / leading digits of the division code
select year, count(*) as reports
from current_report
where (:agency is null or agency_id = :agency)
  and (:region is null or substr(division_code, 1, length(:region)) = :region)
group by year
order by year
