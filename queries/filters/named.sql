-- 名称或代码所指的区划 / The divisions that a name or a code means
-- :name text  名称或代码，名称前可加上级 / name or code, the name with or without divisions above
-- Only those that fit best: 0 the whole name or the code, 1 the beginning of its name, 2 that of the name after those above it; of
-- these the ones with reports. now_code is the division that a county became.
with division_name as (
  select
    d.code, d.now_code, d.name, coalesce(above.name, '') as above, coalesce(top.name, '') as top,
    coalesce(top.name, '') || coalesce(above.name, '') || d.name as full_name
  from division as d
  left join division as above on above.code = d.parent_code
  left join division as top on top.code = above.parent_code
  where length(d.code) = 6
),
fitting as (
  select
    code, now_code, name, full_name,
    case
      when :name in (code, name, above || name, top || name, full_name) then 0
      when substr(name, 1, length(:name)) = :name then 1
      else 2
    end as fit
  from division_name
  where :name in (code, name, above || name, top || name, full_name)
     or substr(name, 1, length(:name)) = :name
     or (length(:name) > length(above) and above <> '' and substr(above || name, 1, length(:name)) = :name)
     or (length(:name) > length(top || above) and top <> '' and substr(full_name, 1, length(:name)) = :name)
),
best as (
  select
    f.*,
    exists (
      select 1
      from agency as a
      join report as r on r.agency_id = a.agency_id
      where r.status = 'current' and substr(a.division_code, 1, length(f.prefix)) = f.prefix
    ) as reports
  from (
    select
      *,
      case when code like '%0000' then substr(code, 1, 2) when code like '%00' then substr(code, 1, 4) else code end as prefix
    from fitting
  ) as f
  where f.fit = (select min(fit) from fitting)
)
select code, now_code, name, full_name
from best
where reports = (select max(reports) from best)
order by code
