-- 单元格说明：空白、不适用、推断、换算 / Cells that are not simply a printed number
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :state text = NULL  状态，如 inferred / state, such as inferred
-- An asterisk stands for every row or column.
select r.agency, r.division, r.year, n.table_name, n.row_code, n.column_code, n.state, n.raw, n.line, d.path
from cell_note as n
join current_report as r on r.report_id = n.report_id
left join document as d on d.document_id = r.document_id
where (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:state is null or n.state = lower(:state))
order by r.year desc, r.agency, r.report_id, n.line, n.table_name, n.row_code, n.column_code
