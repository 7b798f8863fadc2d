-- 代码或名称所指的区划 / The divisions that a code or a name means
-- :region text  代码或名称 / code or name
select code, name
from division
where length(code) = 6 and (code = :region or name = :region)
order by code
