-- 现行报告的各部分 / The sections of current reports, newest first
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :section int = NULL  部分，1 至 6 / section, 1 to 6
select s.report_id, s.number, r.year, r.agency, d.path, r.document_id, s.line
from current_report as r
join section as s using (report_id)
join document as d using (document_id)
where (:year is null or r.year = :year)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:agency is null or instr(r.agency_full_name, :agency) > 0 or instr(r.agency, :agency) > 0)
  and (:section is null or s.number = :section)
order by r.year desc nulls last, r.report_id, s.number
