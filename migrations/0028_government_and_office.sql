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

-- Stale reports and those of the year before that they are held against: current reports of one agency and scope in successive years;
-- of a body of a county that became a district, also of the body of the district; of the figures of a whole region, told by its government
-- in one year and by the government's office in the other, those that either says to be the region's. Where several agencies share the name and it is
-- not known which is where, nothing is held against either; nor where another division was joined with theirs in the later year.
drop view if exists due_pair;
create view due_pair as
with pair as (
    select
        later.report_id,
        later.agency_id,
        later.year,
        later.form,
        earlier.report_id as earlier_report_id,
        earlier.form as earlier_form
    from due_report as due
    cross join report as later on later.report_id = due.report_id
    cross join report as earlier
      on earlier.agency_id = later.agency_id and earlier.year = later.year - 1 and earlier.scope = later.scope
    where later.status = 'current' and earlier.status = 'current'
    union all
    -- From the later report step by step: SQLite would try every ended county with every report.
    select later.report_id, later.agency_id, later.year, later.form, earlier.report_id, earlier.form
    from due_report as due
    cross join report as later on later.report_id = due.report_id
    cross join agency as heir on heir.agency_id = later.agency_id
    cross join division as ended on ended.now_code = heir.division_code and ended.code <> heir.division_code
    cross join agency as former on former.division_code = ended.code and former.kind = heir.kind
    cross join report as earlier
      on earlier.agency_id = former.agency_id and earlier.year = later.year - 1 and earlier.scope = later.scope
    where later.status = 'current' and earlier.status = 'current'
      and exists (
          select 1 from agency_heir as h where h.agency_id = former.agency_id and h.heir_agency_id = heir.agency_id
      )
      and not exists (
          select 1
          from report as other
          where other.status = 'current'
            and (other.agency_id = former.agency_id and other.year = later.year
                 or other.agency_id = heir.agency_id and other.year = earlier.year)
      )
    union all
    select later.report_id, later.agency_id, later.year, later.form, earlier.report_id, earlier.form
    from due_report as due
    cross join report as later on later.report_id = due.report_id
    cross join agency as own on own.agency_id = later.agency_id
    cross join agency as other on other.division_code = own.division_code
    cross join report as earlier
      on earlier.agency_id = other.agency_id and earlier.year = later.year - 1 and earlier.scope = 'consolidated'
    where later.status = 'current' and earlier.status = 'current' and later.scope = 'consolidated'
      and own.kind in ('government', 'office') and own.township_code is null
      and other.kind = iif(own.kind = 'office', 'government', 'office') and other.township_code is null
      and other.level is own.level
      and not exists (
          select 1
          from report as r
          where r.status = 'current' and r.scope = 'consolidated'
            and (r.agency_id = other.agency_id and r.year = later.year or r.agency_id = own.agency_id and r.year = earlier.year)
      )
)
select pair.*
from pair
where not exists (
      select 1 from agency as own join name_unclear as shared on shared.name = own.name where own.agency_id = pair.agency_id
  )
  and not exists (
      select 1
      from agency as own
      join division as joined on joined.successor_code = own.division_code
      where own.agency_id = pair.agency_id and joined.valid_to = pair.year and joined.now_code = joined.code
  );

insert into between_stale select report_id from report where true on conflict do nothing;
