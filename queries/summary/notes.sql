-- 单元格说明 / Notes on cells
-- :year int = NULL  年份 / year
-- :agency int = NULL  机关编号 / number of the agency
-- :region text = NULL  区划代码前缀 / leading digits of the division code
select n.state as code, count(*) as times
from cell_note as n
join current_report as r on r.report_id = n.report_id
where (:year is null or r.year = :year)
  and (:agency is null or r.agency_id = :agency)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
group by n.state
order by times desc, n.state
