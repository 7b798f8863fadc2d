-- 现行报告及其替换的报告 / Current reports and those that they replace
-- :agency text  机关名称（部分） / part of the agency's name
-- :year int  年份 / year of the report
-- An exact name wins over a part of one.
with version as (
  select
    r.replaces as earlier, r.report_id as later, coalesce(a.full_name, a.name) as agency,
    was.path as earlier_path, now.path as later_path,
    a.name = :agency or a.full_name is :agency as exact
  from report as r
  join agency as a on a.agency_id = r.agency_id
  join document as now on now.document_id = r.document_id
  join report as before on before.report_id = r.replaces
  join document as was on was.document_id = before.document_id
  where r.status = 'current' and r.replaces is not null and r.year = :year
    and instr(a.name || ' ' || coalesce(a.full_name, ''), :agency) > 0
)
select earlier, later, agency, earlier_path, later_path
from version
where exact = (select max(exact) from version)
order by later
