-- The status with a plus too: without statistics SQLite would make an index on it for the question and walk all reports for each.

drop view if exists region_body;

-- Current reports of the bodies whose figures may be part of a region's: those that sit in a division and are not under vertical
-- management. governs = 1: the division's own government or its office. division_code: of a body of a county that became a
-- district, the district, in all years; sits_code: its own. reaches: what a department's consolidated report says of divisions below; 1: it holds the
-- figures of bodies there, NULL: it may.
create view region_body as
select
    r.report_id,
    +r.year as year, -- the plus keeps queries from walking all reports of a year
    r.form,
    r.scope,
    r.scope_why,
    a.agency_id,
    coalesce(a.full_name, a.name) as name,
    a.kind,
    d.now_code as division_code,
    d.code as sits_code,
    a.township_code,
    d.parent_code,
    d.level as division_level,
    a.kind in ('government', 'office') and a.township_code is null and coalesce(a.level, d.level) = d.level as governs,
    case
        when a.kind in ('government', 'office', 'township', 'subdistrict', 'zone') or r.scope <> 'consolidated' then 0
        when r.scope_why glob '*[县区旗州]*' or r.scope_why glob '*系统*' or r.scope_why glob '*全[省市]*'
             or r.scope_why glob '*各[市级地]*' or r.scope_why glob '*下级*' or r.scope_why glob '*下辖*' then 1
        when r.scope_why is null or r.scope_why glob '*分局*' or r.scope_why glob '*基层*' or r.scope_why glob '*汇总*' then null
        else 0
    end as reaches
from report as r
join agency as a on a.agency_id = r.agency_id
join division as d on d.code = a.division_code
where +r.status = 'current' and a.kind <> 'vertical' and r.year is not null;
