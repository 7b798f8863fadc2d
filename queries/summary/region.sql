-- 地区代码或名称所指的行政区划 / The division that a code or a name means
-- :region text  代码或名称 / code or name
select
  name,
  case
    when length(code) = 6 and code like '%0000' then substr(code, 1, 2)
    when length(code) = 6 and code like '%00' then substr(code, 1, 4)
    else code
  end as prefix
from division
where code = :region or instr(name, :region) > 0
order by code <> :region, name <> :region, length(code), length(name), code
limit 1
