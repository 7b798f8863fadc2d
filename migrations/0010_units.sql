-- One choice of the units of a region, for `gongkai rollup` and for the rules R.*; what decided a report's scope.

alter table report add column scope_why text; -- the printed words that decided the scope, NULL where it is unknown

-- Governments and offices of a division are found by it.
drop index agency_division;
create index agency_division on agency (division_code, kind);
create index report_consolidated on report (agency_id, year) where status = 'current' and scope = 'consolidated';

drop view all_finding;
drop view finding_rollup;
drop view region_count;
drop view region_unit;

-- Current reports of the bodies whose figures may be part of a region's: those that sit in a division and are not under vertical
-- management. governs = 1: the division's own government or its office.
create view region_body as
select
    r.report_id,
    r.year,
    r.form,
    r.scope,
    a.agency_id,
    coalesce(a.full_name, a.name) as name,
    a.kind,
    a.division_code,
    a.township_code,
    d.parent_code,
    d.level as division_level,
    a.kind in ('government', 'office') and a.township_code is null and coalesce(a.level, d.level) = d.level as governs
from report as r
join agency as a on a.agency_id = r.agency_id
join division as d on d.code = a.division_code
where r.status = 'current' and a.kind <> 'vertical' and r.year is not null;

-- The one consolidated report of a division and year: its government's, else its office's. Where several claim to be it, none is.
-- Here and below, cross joins fix the order: from a division to its few governing bodies to their reports.
create view region_whole as
select b.report_id, b.agency_id, b.year, b.kind, b.division_code, b.parent_code
from region_body as b
where b.scope = 'consolidated' and b.governs
  and not exists (
      select 1
      from agency as a
      cross join report as r on r.agency_id = a.agency_id
      where a.division_code = b.division_code and a.kind in ('government', 'office') and a.township_code is null
        and (a.kind = 'government' or b.kind = 'office') and a.agency_id <> b.agency_id
        and coalesce(a.level, b.division_level) = b.division_level
        and r.year = b.year and r.status = 'current' and r.scope = 'consolidated'
  );

-- The same, found from the division.
create view division_whole as
select a.division_code as code, w.year, w.report_id
from agency as a
cross join region_whole as w on w.agency_id = a.agency_id
where a.kind in ('government', 'office');

-- Current reports with the consolidated report of the division in which the body sits.
create view region_body_whole as
select
    b.*,
    (select w.report_id from division_whole as w where w.code = b.division_code and w.year = b.year) as whole_report_id
from region_body as b;

-- What each report is in the sum of its own division:
-- whole: the division's consolidated report; unit: counted; double: another report holds its figures; unclear: it may hold the
-- figures of other bodies and does not say, so it is not counted.
create view region_role as
select
    b.report_id,
    b.year,
    b.division_code,
    b.parent_code,
    b.whole_report_id,
    case
        when b.report_id = b.whole_report_id then 'whole'
        when b.scope = 'consolidated' and b.governs then iif(b.whole_report_id is null, 'unclear', 'double')
        when b.township_code is null and b.scope <> 'own' and (
            (b.kind in ('government', 'office') and not b.governs)
            or (b.kind = 'government' and b.scope = 'unknown')
            -- An office that does not say is another body than the government whose consolidated report is there.
            or (b.kind = 'office' and b.scope = 'unknown' and not exists (
                select 1
                from report as w
                join agency as a on a.agency_id = w.agency_id
                where w.report_id = b.whole_report_id and a.kind = 'government'
            ))
        ) then 'unclear'
        -- A body counts by its widest report.
        when not b.governs and b.scope <> 'consolidated' and exists (
            select 1
            from report as wider
            where wider.agency_id = b.agency_id and wider.year = b.year and wider.status = 'current'
              and (wider.scope = 'consolidated' or (wider.scope = 'own' and b.scope = 'unknown'))
        ) then 'double'
        -- So does a township, and a zone for the bodies that bear its name.
        when b.township_code is not null and exists (
            select 1
            from agency as above
            cross join report as r on r.agency_id = above.agency_id
            where above.division_code = b.division_code and above.kind in ('township', 'subdistrict')
              and above.township_code = b.township_code and above.agency_id <> b.agency_id
              and r.year = b.year and r.status = 'current' and r.scope = 'consolidated'
        ) then 'double'
        when b.kind <> 'zone' and exists (
            select 1
            from agency as above
            cross join report as r on r.agency_id = above.agency_id
            where above.division_code = b.division_code and above.kind = 'zone'
              and instr(b.name, replace(replace(above.full_name, '管理委员会', ''), '管委会', '')) = 1
              and r.year = b.year and r.status = 'current' and r.scope = 'consolidated'
        ) then 'double'
        else 'unit'
    end as role
from region_body_whole as b;

-- The reports of each region and year and what each is in its sum. A division below that has a consolidated report is in the sum
-- by it (child), and its bodies are not; the bodies of one that has none are, beside unclear and double ones. published: the
-- region's own consolidated report, no part of the sum.
create view region_report as
select division_code as region_code, year, report_id, iif(role = 'whole', 'published', role) as role
from region_role
union all
select parent_code, year, report_id, iif(role = 'whole', 'child', role)
from region_role
where parent_code is not null and (role = 'whole' or whole_report_id is null)
union all
select above.parent_code, r.year, r.report_id, iif(r.role = 'whole', 'child', r.role)
from region_role as r
join division as above on above.code = r.parent_code
where above.parent_code is not null and (r.role = 'whole' or r.whole_report_id is null)
  and not exists (select 1 from division_whole as w where w.code = r.parent_code and w.year = r.year);

-- What lacks in the sum of a region and year: division: one below that lasted and has no consolidated report (of a county: a
-- township without a report); body: one with a report of the year before or after.
create view region_missing as
with lacking as (
    select distinct
        b.agency_id,
        b.name,
        b.governs,
        b.division_code as code,
        d.parent_code,
        b.year + shift.years as year
    from region_body as b
    join (select 1 as years union all select -1) as shift
    join division as d on d.code = b.division_code
    where not (b.governs and b.scope = 'consolidated') and not (b.kind = 'government' and b.scope = 'unknown')
      and coalesce(d.valid_from, 0) <= b.year + shift.years and coalesce(d.valid_to, 9999) > b.year + shift.years
      and not exists (
          select 1
          from report as r
          where r.agency_id = b.agency_id and r.year = b.year + shift.years and r.status = 'current'
      )
)
select code as region_code, year, 'body' as kind, name from lacking
union all
select l.parent_code, l.year, 'body', l.name
from lacking as l
where l.parent_code is not null and not l.governs
  and not exists (select 1 from division_whole as w where w.code = l.code and w.year = l.year)
union all
select y.region_code, y.year, 'division', d.name
from (select distinct region_code, year from region_report) as y
join division as d on d.parent_code = y.region_code
where coalesce(d.valid_from, 0) <= y.year and coalesce(d.valid_to, 9999) > y.year
  and not exists (select 1 from division_whole as w where w.code = d.code and w.year = y.year)
  and not exists (
      select 1
      from agency as a
      cross join report as r on r.agency_id = a.agency_id
      where a.township_code = d.code and a.division_code = d.parent_code and r.year = y.year and r.status = 'current'
  );

-- Consolidated reports and the reports that their figures are made of.
create view region_unit as
select whole.report_id, whole.year, whole.division_code, part.report_id as unit_report_id, part.role
from region_whole as whole
join region_report as part on part.region_code = whole.division_code and part.year = whole.year
where part.role in ('unit', 'child');

-- What a consolidated report states of how many units reported, beside how many are loaded, and what lacks by name.
create view region_count as
select
    u.report_id,
    u.year,
    u.division_code,
    count(*) as units,
    sum(u.role = 'child') as children,
    (
        select cast(f.value as integer)
        from narrative_figure as f
        where f.report_id = u.report_id and f.subject = 'reporting_units'
        order by f.ordinal
        limit 1
    ) as stated
from region_unit as u
group by u.report_id;

-- The names of what lacks, eight at most, in the words of a message.
create view region_lacking as
select
    region_code,
    year,
    sum(kind = 'division') as divisions,
    group_concat(name, '、') filter (where place <= 8) as names,
    max(count(*) - 8, 0) as more
from (
    select *, row_number() over (partition by region_code, year order by kind desc, name) as place
    from (select distinct region_code, year, kind, name from region_missing)
    order by region_code, year, place
)
group by region_code, year;

-- The figures of a report that a roll-up adds up: row totals of sections 3 and 4, cells of section 2.
create view rollup_cell as
select report_id, 'application_outcome' as table_name, outcome as code, 'total' as measure, total as value
from outcome_row_total
union all
select report_id, 'review_litigation', channel, 'total', total
from review_filled
union all
select s.report_id, 'section20', s.item, c.column_code,
    case c.column_code
        when 'issued' then s.issued
        when 'repealed' then s.repealed
        when 'in_force' then s.in_force
        when 'newly_made' then s.newly_made
        when 'newly_disclosed' then s.newly_disclosed
        when 'disclosed_total' then s.disclosed_total
        when 'prior_items' then s.prior_items
        when 'item_change' then s.item_change
        when 'decisions' then s.decisions
        when 'projects' then s.projects
        when 'amount_10k_yuan' then s.amount_10k_yuan
    end
from section20 as s
join form_cell as c on c.table_name = 'section20' and c.row_code = s.item;

-- R.NESTED, R.SUM, R.GE: a roll-up against the reports that its figures are made of. It is not less than the consolidated reports of
-- the divisions below have together, nor than all that are loaded; where as many are loaded as it states, it is their sum. Unknown
-- parts leave a sum open, and count as nothing in a lower bound. R.COUNT: what lacks.
create view finding_rollup as
with unit as materialized (select * from region_unit),
counted as materialized (select * from region_count),
lacking as materialized (select * from region_lacking),
summed as materialized (
    select
        u.report_id,
        u.year,
        u.division_code,
        c.table_name,
        c.code,
        c.measure,
        sum(c.value) as together,
        count(c.value) as known,
        sum(c.value) filter (where u.role = 'child') as nested,
        count(c.value) filter (where u.role = 'child') as nested_known
    from unit as u
    join rollup_cell as c on c.report_id = u.unit_report_id
    group by u.report_id, c.table_name, c.code, c.measure
),
compared as materialized (
    select s.*, region.value as region
    from summed as s
    join rollup_cell as region
      on region.report_id = s.report_id and region.table_name = s.table_name and region.code = s.code
     and region.measure = s.measure
    where region.value is not null
),
judged as (
    select
        k.report_id,
        k.year,
        k.division_code,
        k.code,
        k.known,
        k.nested_known,
        printf('%.12g', k.region) as region,
        printf('%.12g', k.together) as together,
        printf('%.12g', k.nested) as nested,
        printf('%.12g', abs(k.region - k.together)) as apart,
        printf('%.12g', k.nested - k.region) as nested_apart,
        row.label_zh || iif(k.table_name = 'section20', '·' || col.label_zh, '') as zh,
        row.label_en || iif(k.table_name = 'section20', ', ' || col.label_en, '') as en,
        case
            when col.unit = 'count' and k.nested_known > 0 and k.region < k.nested then 'R.NESTED'
            when counted.stated = counted.units and k.known = counted.units and abs(k.region - k.together) > 1e-6 then 'R.SUM'
            when col.unit = 'count' and k.region < k.together then 'R.GE'
        end as rule
    from compared as k
    join counted on counted.report_id = k.report_id
    join form_row as row on row.table_name = k.table_name and row.row_code = k.code
    join form_column as col on col.table_name = k.table_name and col.column_code = k.measure
),
found as materialized (select * from judged where rule is not null)
select
    j.report_id,
    j.rule,
    'error' as severity,
    j.code as subject,
    iif(j.rule = 'R.SUM', '', '≥ ') || iif(j.rule = 'R.NESTED', j.nested, j.together) as expected,
    j.region as actual,
    case j.rule
        when 'R.NESTED' then j.zh || '：汇总 ' || j.region || '，少于 ' || j.nested_known || ' 个下级地区汇总之和 ' || j.nested
            || '，相差 ' || j.nested_apart
            || coalesce('；另缺 ' || lacking.names || iif(lacking.more > 0, ' 等，还有 ' || lacking.more || ' 个', ''), '')
            || ' / ' || j.en || ': the roll-up has ' || j.region || ', less than the ' || j.nested || ' that the roll-ups of '
            || j.nested_known || ' divisions below have together, difference ' || j.nested_apart
            || coalesce('; not loaded: ' || lacking.names || iif(lacking.more > 0, ' and ' || lacking.more || ' more', ''), '')
        else j.zh || '：汇总 ' || j.region || '，' || j.known || ' 家单位之和 ' || j.together || '，相差 '
            || j.apart || ' / ' || j.en || ': the roll-up has ' || j.region || ', its ' || j.known
            || ' units have ' || j.together || ' together, difference ' || j.apart
    end as message
from found as j
left join lacking
  on j.rule = 'R.NESTED' and lacking.region_code = j.division_code and lacking.year = j.year
union all
select
    c.report_id,
    'R.COUNT',
    'info',
    'units',
    cast(c.stated as text),
    cast(c.units as text),
    '文字称编制年报的单位 ' || c.stated || ' 家，已载入 ' || c.units || ' 家'
        || coalesce('；缺 ' || lacking.names || iif(lacking.more > 0, ' 等，还有 ' || lacking.more || ' 个', ''), '')
        || ' / the prose names ' || c.stated || ' reporting units, ' || c.units || iif(c.units = 1, ' is', ' are') || ' loaded'
        || coalesce('; not loaded: ' || lacking.names || iif(lacking.more > 0, ' and ' || lacking.more || ' more', ''), '')
from counted as c
left join lacking on lacking.region_code = c.division_code and lacking.year = c.year
where c.stated <> c.units
union all
-- A prefecture some of whose divisions have consolidated reports, others none.
select
    c.report_id,
    'R.COUNT',
    'info',
    'divisions',
    cast(c.children + lacking.divisions as text),
    cast(c.children as text),
    '已载入 ' || c.children || ' 个下级地区的汇总，缺 ' || lacking.names
        || iif(lacking.more > 0, ' 等，还有 ' || lacking.more || ' 个', '')
        || ' / the consolidated reports of ' || c.children || ' divisions below are loaded; not loaded: ' || lacking.names
        || iif(lacking.more > 0, ' and ' || lacking.more || ' more', '')
from counted as c
join lacking on lacking.region_code = c.division_code and lacking.year = c.year
where c.stated is null and c.children > 0 and lacking.divisions > 0;

-- All findings of current reports: within a report and between reports. Same columns as finding.
create view all_finding as
select f.report_id, f.rule, f.severity, f.subject, f.expected, f.actual, f.message
from finding as f
join report as r on r.report_id = f.report_id
where r.status = 'current'
union all
select report_id, rule, severity, subject, expected, actual, message from finding_carry
union all
select report_id, rule, severity, subject, expected, actual, message from finding_stock
union all
select report_id, rule, severity, subject, expected, actual, message from finding_items
union all
select report_id, rule, severity, subject, expected, actual, message from finding_growth
union all
select report_id, rule, severity, subject, expected, actual, message from finding_copy
union all
select report_id, rule, severity, subject, expected, actual, message from finding_jump
union all
select report_id, rule, severity, subject, expected, actual, message from finding_late
union all
select report_id, rule, severity, subject, expected, actual, message from finding_rollup;
