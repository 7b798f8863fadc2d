-- 单元格说明 / Notes on cells
-- :year int = NULL  年份 / year
-- :agency text = NULL  机关 / agency
-- :region text = NULL  区划代码前缀 / leading digits of the division code
select n.state as code, count(*) as times
from cell_note as n
join current_report as r on r.report_id = n.report_id
where (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
group by n.state
order by times desc, n.state
