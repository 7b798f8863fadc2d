-- 与表式不符之处 / Where documents do not fit the form
-- :year int = NULL  年份 / year
-- :agency int = NULL  机关编号 / number of the agency
-- :region text = NULL  区划代码前缀 / leading digits of the division code
select p.code, count(*) as times
from problem as p
join current_report as r on r.report_id = p.report_id
where (:year is null or r.year = :year)
  and (:agency is null or r.agency_id = :agency)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
group by p.code
order by times desc, p.code
