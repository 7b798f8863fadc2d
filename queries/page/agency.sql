-- 一个机关的名称 / The names of an agency
-- :agency int  机关编号 / number of the agency
-- filter: what finds it in queries that ask for a part of its names. bodies: how many agencies with reports that finds.
with named as (
  select agency, agency_full_name, agency || ' ' || agency_full_name as filter from current_report where agency_id = :agency limit 1
)
select
  n.agency, n.agency_full_name, n.filter,
  (select count(distinct r.agency_id) from current_report as r where instr(r.agency || ' ' || r.agency_full_name, n.filter) > 0) as bodies
from named as n
