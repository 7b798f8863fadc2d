-- 与表式不符之处 / Where documents do not fit the form
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :code text = NULL  问题代码，如 table_missing / code, such as table_missing
select r.agency, r.division, r.year, p.code, p.line, p.message, d.path
from problem as p
join current_report as r on r.report_id = p.report_id
left join document as d on d.document_id = r.document_id
where (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:level is null or r.level = :level)
  and (:kind is null or r.kind = :kind)
  and (:code is null or p.code = lower(:code))
order by r.year desc, r.agency, r.report_id, p.line, p.code, p.message
