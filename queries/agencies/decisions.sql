-- 人工决定 / What people decided of agencies
select action, name, path, year, division_code, new_name, kind, other_name, other_path, other_year
from agency_decision
order by ordinal
