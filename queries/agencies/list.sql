-- 机关及其认定 / Agencies and how they were identified
-- :unresolved int = 0  1 只列未判定的 / 1: only those that nothing decides
-- :name text = NULL  名称（部分） / part of a name
select
  a.agency_id, a.name, a.full_name, a.kind, a.level, a.division_code, d.name as division, a.resolution, a.why, a.candidates,
  (select group_concat(alias, '；')
   from (select alias from agency_alias where agency_id = a.agency_id and alias <> a.name order by alias)) as aliases,
  (select group_concat(year, ' ')
   from (select distinct year from report where agency_id = a.agency_id order by year)) as years,
  (select group_concat(report_id, ' ')
   from (select report_id from report where agency_id = a.agency_id order by report_id)) as reports
from agency as a
left join division as d on d.code = a.division_code
where (:unresolved = 0 or a.resolution = 'unresolved')
  and (:name is null
       or instr(a.name || ' ' || coalesce(a.full_name, ''), :name) > 0
       or exists (select 1 from agency_alias as o where o.agency_id = a.agency_id and instr(o.alias, :name) > 0))
order by a.agency_id
