-- 名称所指的机关 / The bodies that a name means
-- :name text  名称 / name
-- Only those that fit best: 0 its name or full name, 1 another name that it has, 2 a part of its name.
with fit as (
  select
    a.agency_id, coalesce(a.full_name, a.name) as name, d.name as division,
    case
      when :name in (a.name, a.full_name) then 0
      when exists (select 1 from agency_alias as o where o.agency_id = a.agency_id and o.alias = :name) then 1
      else 2
    end as fit
  from agency as a
  left join division as d on d.code = a.division_code
  where (
      instr(a.name || ' ' || coalesce(a.full_name, ''), :name) > 0
      or exists (select 1 from agency_alias as o where o.agency_id = a.agency_id and o.alias = :name)
    )
    and exists (select 1 from current_report as r where r.agency_id = a.agency_id)
)
select agency_id, name, fit, division
from fit
where fit = (select min(fit) from fit)
order by name, agency_id
