-- 单元格说明：空白、不适用、推断、换算 / Cells that are not simply a printed number
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :state text = NULL  状态，如 inferred / state, such as inferred
-- An asterisk stands for every row or column.
select r.agency, r.division, r.year, n.table_name, n.row_code, n.column_code, n.state, n.raw, n.line, d.path
from cell_note as n
join current_report as r on r.report_id = n.report_id
left join document as d on d.document_id = r.document_id
where (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:level is null or r.level = :level)
  and (:kind is null or r.kind = :kind)
  and (:state is null or n.state = lower(:state))
order by r.year desc, r.agency, r.report_id, n.line, n.table_name, n.row_code, n.column_code
