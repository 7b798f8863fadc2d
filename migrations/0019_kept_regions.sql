-- What the sums of regions are made of and how they disagree with roll-ups is kept: over hundreds of thousands of reports it would take
-- minutes to work out. Kept rows are never wrong: what changes in a region makes it stale, and stale regions are worked out anew
-- wherever they are asked for, until the end of a run or of a decision keeps them again.

-- region_report, kept.
create table region_report_kept (
    region_code text not null,    -- the region
    year        integer not null, -- the year of its sum
    report_id   integer not null, -- a report of it
    role        text not null,    -- what it is in the sum
    primary key (region_code, year, report_id)
) strict, without rowid;

-- finding_rollup, kept.
create table rollup_finding_kept (
    region_code text not null,    -- the region
    year        integer not null, -- the year of its sum
    report_id   integer not null, -- its consolidated report
    other_report_id integer,      -- always NULL: a sum is of several reports
    rule        text not null,    -- the rule that it breaks
    severity    text not null,    -- error, warning or info
    subject     text not null,    -- the row
    expected    text not null,    -- what it should be
    actual      text not null,    -- what it is
    line        integer,          -- line of it in the document
    message     text not null     -- in words, Chinese and English
) strict;
create index rollup_finding_region on rollup_finding_kept (region_code, year);
create index rollup_finding_report on rollup_finding_kept (report_id);

drop view if exists region_report;

-- The reports of the stale regions and what each is in their sums, see region_report. A division below that has a consolidated report
-- is in the sum by it (child), and its bodies are not; the bodies of one that has none are, beside unclear, double and overlap ones.
-- A department holds others' figures in the sums that it is in itself.
create view due_region_report as
with ranked as materialized (
    select r.*
    from (
        select distinct code, year
        from (
            select within.code, stale.year, min(stale.year) over (partition by within.code) as least
            from region_stale as stale
            cross join region_division as within on within.region_code = stale.region_code
        )
        where least > 0 or year = 0
    ) as p
    cross join region_role as r on r.sits_code = p.code
    where p.year in (0, r.year)
)
select
    p.region_code,
    p.year,
    p.report_id,
    case p.role
        when 'whole' then iif(p.up = 0, 'published', 'child')
        -- One by one: SQLite would work the union out anew for every report.
        when 'unit' then coalesce((
            select min(o.role)
            from report_over_branch as o
            where o.report_id = p.report_id
              and (p.up = 2 or o.over_code = p.division_code or p.up = 1 and o.over_code = p.parent_code)
        ), (
            select min(o.role)
            from report_over_former as o
            where o.report_id = p.report_id
              and (p.up = 2 or o.over_code = p.division_code or p.up = 1 and o.over_code = p.parent_code)
        ), (
            select min(o.role) from report_over_township as o where o.report_id = p.report_id
        ), (
            select min(o.role) from report_over_below as o where o.report_id = p.report_id
        ), 'unit')
        else p.role
    end as role
from (
    select within.region_code, within.up, r.*
    from region_stale as stale
    cross join region_division as within on within.region_code = stale.region_code
    cross join ranked as r on r.sits_code = within.code
    where stale.year in (0, r.year)
      and (stale.year = 0 or not exists (
          select 1 from region_stale as every where every.region_code = stale.region_code and every.year = 0
      ))
      and (within.up = 0
           or (r.role = 'whole' or r.whole_report_id is null)
          and (within.up = 1 or not exists (select 1 from division_whole as w where w.code = r.parent_code and w.year = r.year)))
) as p;

-- The reports of each region and year and what each is in its sum: unit and child make it up; double and overlap: another holds it, or
-- may; unclear: it may hold others; published: the region's own consolidated report, no part of the sum.
create view region_report as
select k.region_code, k.year, k.report_id, k.role
from region_report_kept as k
where not exists (select 1 from region_stale as s where s.region_code = k.region_code and s.year in (0, k.year))
union all
select region_code, year, report_id, role from due_region_report;

drop view if exists rollup_cell;
drop view if exists region_lacking;

-- The figures of a report that a roll-up adds up: row totals of sections 3 and 4, cells of section 2.
create view rollup_key as
select distinct
    table_name,
    row_code as code,
    iif(table_name = 'section20', column_code, 'total') as measure
from form_cell;

-- How many units a report says that it is made of.
create view stated_units as
select report_id, cast(value as integer) as stated, section, line
from narrative_figure as f
where subject = 'reporting_units' and ordinal = (
    select min(a.ordinal) from narrative_figure as a where a.report_id = f.report_id and a.subject = f.subject
);

drop view if exists finding_rollup;

-- R.NESTED, R.SUM, R.GE: a roll-up against the reports that its figures are made of. It is not less than the consolidated reports of
-- the divisions below have together, nor than all that are loaded; where as many are loaded as it states, it is their sum. Unknown
-- parts leave a sum open, and count as nothing in a lower bound. R.COUNT: what lacks.
create view finding_rollup as
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message
from rollup_finding_kept as k
where not exists (select 1 from region_stale as s where s.region_code = k.region_code and s.year in (0, k.year))
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_rollup;

insert or ignore into region_stale select distinct region_code, 0 from agency_region;
