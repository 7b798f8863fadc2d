-- 所有区划及其全称 / All divisions with their full names
select d.code, d.name, coalesce(top.name, '') || coalesce(above.name, '') || d.name as full_name
from division as d
left join division as above on above.code = d.parent_code
left join division as top on top.code = above.parent_code
where length(d.code) = 6
order by d.code
