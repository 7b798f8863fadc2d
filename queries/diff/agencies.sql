-- 名称含有所给文字的机关排在前面 / All agencies, those with the text in a name first
-- :agency text  机关名称（部分） / part of the agency's name
select name, coalesce(full_name, name) as full_name, instr(name || ' ' || coalesce(full_name, ''), :agency) > 0 as named
from agency
order by named desc, full_name, agency_id
