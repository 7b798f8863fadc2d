-- A region's figures are one series, whether its government or the government's office tells them: they are two bodies, and either says
-- of its report whether it holds the whole region.

-- The reports whose findings hang on a report: itself, its body's of the years beside, those of the body that followed its own, those of
-- the government and its office where both have the region's figures, those of like prose.
drop view if exists report_beside;
create view report_beside as
select report_id, report_id as beside_id from report
union all
select r.report_id, o.report_id
from report as r
cross join report as o on o.agency_id = r.agency_id and o.year between r.year - 1 and r.year + 1
union all
select r.report_id, o.report_id
from report as r
cross join agency as a on a.agency_id = r.agency_id
cross join division as ended on ended.code = a.division_code and ended.now_code <> ended.code
cross join agency as heir on heir.division_code = ended.now_code and heir.kind = a.kind
cross join report as o on o.agency_id = heir.agency_id and o.year between r.year and r.year + 1
union all
select r.report_id, o.report_id
from report as r
cross join agency as a on a.agency_id = r.agency_id and a.kind in ('government', 'office')
cross join agency as b
  on b.division_code = a.division_code and b.kind in ('government', 'office') and b.agency_id <> a.agency_id
cross join report as o on o.agency_id = b.agency_id and o.year between r.year - 1 and r.year + 1 and o.scope = 'consolidated'
union all
select report_id, other_report_id from report_likeness
union all
select other_report_id, report_id from report_likeness;

insert into between_stale select report_id from report where true on conflict do nothing;
