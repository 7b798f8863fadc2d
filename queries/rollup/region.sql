-- 代码或名称所指的区划 / The divisions that a code or a name means
-- :region text  代码或名称，名称前可加上级 / code or name, with or without the divisions above
-- The code is that of the division which a county became; its bodies are in the region's sum in all years.
select d.now_code as code, d.name, coalesce(top.name, '') || coalesce(above.name, '') || d.name as full_name
from division as d
left join division as above on above.code = d.parent_code
left join division as top on top.code = above.parent_code
where length(d.code) = 6
  and :region in (
      d.code, d.name, above.name || d.name, top.name || d.name, coalesce(top.name, '') || coalesce(above.name, '') || d.name
  )
group by d.now_code
order by 1
