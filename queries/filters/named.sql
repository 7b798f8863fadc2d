-- 名称所指的区划 / The divisions that a name means
-- :name text  名称 / name
-- The prefix of the codes in it, what it is called with the division above, how well the name fits, how many reports are in it.
with named as (
  select
    d.code,
    coalesce(above.name, '') || d.name as name,
    d.name <> :name as part,
    case when d.code like '%0000' then substr(d.code, 1, 2) when d.code like '%00' then substr(d.code, 1, 4) else d.code end as prefix
  from division as d
  left join division as above on above.code = d.parent_code
  where length(d.code) = 6 and (substr(d.name, 1, length(:name)) = :name or coalesce(above.name, '') || d.name = :name)
)
select
  prefix, name, part and name <> :name as part,
  (select count(*) from current_report as r where substr(r.division_code, 1, length(prefix)) = prefix) as reports
from named
order by part, reports desc, code
