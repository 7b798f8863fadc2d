-- Whose figures a region's sum is made of, and which bodies may hold another's; a county goes on as the district that it became.

alter table division add column now_code text; -- the division that it goes on as: itself, or the one that it became whole, as a county a district

update division set now_code = code where name = code or length(code) > 6;
create trigger division_now_code after insert on division when new.now_code is null
begin
    update division set now_code = code where code = new.code;
end;
create index division_now on division (now_code);
create index division_successor on division (successor_code) where successor_code is not null;

-- The parts of the full name of a body that is resolved: 河南省新乡市, 红旗区, 民政局.
create view agency_part as
select
    a.agency_id,
    a.kind,
    a.full_name,
    a.division_code,
    d.parent_code,
    d.now_code,
    substr(a.full_name, 1, instr(a.full_name, d.name) - 1) as above,
    d.name as place,
    substr(a.full_name, instr(a.full_name, d.name) + length(d.name)) as organ
from agency as a
join division as d on d.code = a.division_code
where instr(a.full_name, d.name) > 0;

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
where r.status = 'current' and a.kind <> 'vertical' and r.year is not null;

-- The one consolidated report of a division and year: its government's, else its office's. Where several claim to be it, none is.
-- Here and below, cross joins fix the order: from a division to its few governing bodies to their reports.
create view region_whole as
select b.report_id, b.agency_id, b.year, b.kind, b.division_code, b.parent_code
from region_body as b
where b.scope = 'consolidated' and b.governs
  and not exists (
      select 1
      from division as part
      cross join agency as a on a.division_code = part.code
      cross join report as r on r.agency_id = a.agency_id
      where part.now_code = b.division_code and a.kind in ('government', 'office') and a.township_code is null
        and (a.kind = 'government' or b.kind = 'office') and a.agency_id <> b.agency_id
        and coalesce(a.level, b.division_level) = b.division_level
        and r.year = b.year and r.status = 'current' and r.scope = 'consolidated'
  );

-- The same, found from the division.
create view division_whole as
select d.now_code as code, w.year, w.report_id
from division as d
cross join agency as a on a.division_code = d.code
cross join region_whole as w on w.agency_id = a.agency_id
where a.kind in ('government', 'office');

-- Current reports with the consolidated report of the division in which the body sits.
create view region_body_whole as
select
    b.*,
    (select w.report_id from division_whole as w where w.code = b.division_code and w.year = b.year) as whole_report_id
from region_body as b;

-- Words that end the name of an organ, behind which that of a branch goes on; '' for the whole name.
create table organ_end (
    word text primary key
) strict, without rowid;
insert into organ_end values
    (''), ('局'), ('分局'), ('厅'), ('委员会'), ('办公室'), ('院'), ('中心'), ('支队'), ('大队'), ('管理处'), ('总站'), ('公司');

-- Words for branches in what decides a scope, and how the names of such branches end.
create table branch_word (
    word text not null,
    ending text not null,
    primary key (word, ending)
) strict, without rowid;
insert into branch_word values
    ('派出所', '派出所'), ('分局', '分局'), ('队', '队'), ('中心', '中心'), ('站所', '站'), ('站所', '所'), ('所队', '所'),
    ('司法所', '所'), ('财政所', '所'), ('监管所', '所'), ('管理所', '所'), ('院', '院'), ('学校', '学校');

-- Full names of the bodies that may hold the figures of one, were they there: of its own division or one above. Written anew with
-- the body's name.
create table agency_head (
    agency_id integer not null references agency (agency_id), -- the body
    full_name text not null,                                  -- a name that its own begins with, or that of an organ above
    how       text not null                                   -- branch: its name goes on from theirs, or says 分局 of it;
              check (how in ('branch', 'namesake')),          -- namesake: the organ of the same name in a division above
    primary key (agency_id, full_name, how)
) strict, without rowid;

-- Where the body would stand whose organ a name begins with.
create table over_place (
    place text primary key -- as it is: in its division; own: there, 局 for 分局; above, far: in the division above, or the one above
) strict, without rowid;    -- that; hall: 厅 for 局
insert into over_place values ('as it is'), ('own'), ('above'), ('above, hall'), ('far'), ('far, hall');

-- The names that agency_head keeps.
create view agency_named_over as
select
    n.agency_id,
    case k.place
        when 'as it is' then n.above || n.place || n.head
        when 'own' then n.above || n.place || n.organ
        when 'above' then n.above || n.organ
        when 'above, hall' then n.above || replace(n.organ, '局', '厅')
        when 'far' then substr(n.above, 1, instr(n.above, p.name) - 1) || n.organ
        else substr(n.above, 1, instr(n.above, p.name) - 1) || replace(n.organ, '局', '厅')
    end as full_name,
    n.how
from (
    select h.*, replace(h.head, '分局', '局') as organ
    from (
        select
            b.agency_id, b.above, b.place, b.parent_code,
            iif(e.word = '', b.organ, substr(b.organ, 1, instr(b.organ, e.word) + length(e.word) - 1)) as head,
            iif(e.word = '' and instr(b.organ, '分局') = 0, 'namesake', 'branch') as how
        from agency_part as b
        cross join organ_end as e
        where b.kind in ('department', 'institution', 'other')
          and (e.word = '' or instr(b.organ, e.word) > 0 and instr(b.organ, e.word) + length(e.word) - 1 < length(b.organ))
    ) as h
) as n
cross join over_place as k
left join division as p on p.code = n.parent_code
where k.place not like 'far%' or p.name is not null;

insert or ignore into agency_head select agency_id, full_name, how from agency_named_over;
create trigger agency_head_new after insert on agency when new.full_name is not null
begin
    insert or ignore into agency_head select agency_id, full_name, how from agency_named_over where agency_id = new.agency_id;
end;
create trigger agency_head_renamed after update of full_name, division_code, kind on agency
when old.full_name is not new.full_name or old.division_code is not new.division_code or old.kind <> new.kind
begin
    delete from agency_head where agency_id = new.agency_id;
    insert or ignore into agency_head select agency_id, full_name, how from agency_named_over where agency_id = new.agency_id;
end;
create trigger agency_head_gone before delete on agency
begin
    delete from agency_head where agency_id = old.agency_id;
end;

-- The same of a body of a county and that of the district which the county became, for one year.
create view report_over_former as
select b.report_id, b.year, o.report_id as over_report_id, o.division_code as over_code, 'overlap' as role
from region_body as b
cross join agency_heir as h on h.agency_id = b.agency_id
cross join region_body as o on o.agency_id = h.heir_agency_id and o.year = b.year;

-- The divisions of which the bodies are in a region's sum; up: how many levels the region is above them.
create view region_division as
select now_code as region_code, 0 as up, code
from division
union all
select parent_code, 1, code
from division
where parent_code is not null
union all
select above.parent_code, 2, d.code
from division as above
join division as d on d.parent_code = above.code
where above.parent_code is not null;

-- R.NESTED, R.SUM, R.GE: a roll-up against the reports that its figures are made of. It is not less than the consolidated reports of
-- the divisions below have together, nor than all that are loaded; where as many are loaded as it states, it is their sum. Unknown
-- parts leave a sum open, and count as nothing in a lower bound. R.COUNT: what lacks.
create view finding_rollup as
with part as (
    select
        whole.report_id,
        whole.year,
        whole.division_code,
        part.report_id as unit_report_id,
        part.role,
        sum(part.role in ('unit', 'child')) over of_whole as units,
        sum(part.role = 'overlap') over of_whole as overlaps,
        (
            select cast(f.value as integer)
            from narrative_figure as f
            where f.report_id = whole.report_id and f.subject = 'reporting_units'
            order by f.ordinal
            limit 1
        ) as stated
    from region_whole as whole
    join region_report as part on part.region_code = whole.division_code and part.year = whole.year
    window of_whole as (partition by whole.report_id)
),
-- bodies: units with those whose figures other units hold, which the report may count as well.
counted as materialized (
    select
        p.report_id,
        p.year,
        p.division_code,
        p.units,
        p.stated,
        count(*) filter (where p.role = 'child') as children,
        count(distinct iif(p.role in ('unit', 'child', 'double', 'overlap'), r.agency_id, null)) as bodies
    from part as p
    join report as r on r.report_id = p.unit_report_id
    where p.units > 0
    group by p.report_id
),
lacking as materialized (select * from region_lacking),
summed as materialized (
    select
        u.report_id,
        u.year,
        u.division_code,
        u.units,
        iif(u.overlaps = 0, u.stated, null) as stated,
        c.table_name,
        c.code,
        c.measure,
        sum(c.value) as together,
        count(c.value) as known,
        sum(c.value) filter (where u.role = 'child') as nested,
        count(c.value) filter (where u.role = 'child') as nested_known
    from part as u
    join rollup_cell as c on c.report_id = u.unit_report_id
    where u.role in ('unit', 'child')
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
        case k.table_name when 'section20' then '第二部分“' when 'application_outcome' then '第三部分“' else '第四部分“' end
            || row.label_zh || '”' || col.label_zh as zh,
        case k.table_name when 'section20' then 'section 2, ' when 'application_outcome' then 'section 3, ' else 'section 4, ' end
            || row.label_en || ', ' || col.label_en as en,
        k.table_name,
        case
            when col.unit = 'count' and k.nested_known > 0 and k.region < k.nested then 'R.NESTED'
            when k.stated = k.units and k.known = k.units and abs(k.region - k.together) > 1e-6 then 'R.SUM'
            when col.unit = 'count' and k.region < k.together then 'R.GE'
        end as rule
    from compared as k
    join form_row as row on row.table_name = k.table_name and row.row_code = k.code
    join form_column as col on col.table_name = k.table_name and col.column_code = k.measure
),
found as materialized (select * from judged where rule is not null)
select
    j.report_id,
    null as other_report_id,
    j.rule,
    'error' as severity,
    j.code as subject,
    iif(j.rule = 'R.SUM', '', '≥ ') || iif(j.rule = 'R.NESTED', j.nested, j.together) as expected,
    j.region as actual,
    at.line as line,
    case j.rule
        when 'R.NESTED' then j.zh || ' ' || j.region || '（第 ' || at.line || ' 行），少于已载入的 ' || j.nested_known
            || ' 个下级地区汇总报告该项之和 ' || j.nested || '，相差 ' || j.nested_apart
            || coalesce('；另缺 ' || lacking.names || iif(lacking.more > 0, ' 等，还有 ' || lacking.more || ' 个', ''), '')
            || ' / ' || j.en || ': ' || j.region || ' (line ' || at.line || ') is less than the ' || j.nested
            || ' that the loaded roll-ups of ' || j.nested_known || iif(j.nested_known = 1, ' division', ' divisions')
            || ' below have together, difference ' || j.nested_apart
            || coalesce('; not loaded: ' || lacking.names || iif(lacking.more > 0, ' and ' || lacking.more || ' more', ''), '')
        else j.zh || ' ' || j.region || '（第 ' || at.line || ' 行），' || iif(j.rule = 'R.SUM', '与', '少于') || '已载入的 '
            || j.known || ' 家单位该项之和 ' || j.together || iif(j.rule = 'R.SUM', ' 不一致', '') || '，相差 ' || j.apart
            || ' / ' || j.en || ': ' || j.region || ' (line ' || at.line || ') '
            || iif(j.rule = 'R.SUM', 'does not agree with', 'is less than') || ' the ' || j.together || ' that '
            || iif(j.known = 1, 'the one loaded unit has', 'the ' || j.known || ' loaded units have together')
            || ', difference ' || j.apart
    end as message
from found as j
join row_line as at on at.report_id = j.report_id and at.table_name = j.table_name and at.code = j.code
left join lacking
  on j.rule = 'R.NESTED' and lacking.region_code = j.division_code and lacking.year = j.year
union all
-- R.COUNT: of a prefecture that states no number, where some of its divisions have consolidated reports, others none.
select
    c.report_id,
    null,
    'R.COUNT',
    'info',
    iif(c.stated is null, 'divisions', 'units'),
    cast(coalesce(c.stated, c.children + lacking.divisions) as text),
    cast(iif(c.stated is null, c.children, c.units) as text),
    f.line,
    case
        when c.stated is null then '已载入 ' || c.children || ' 个下级地区的汇总，缺 ' || lacking.names
            || iif(lacking.more > 0, ' 等，还有 ' || lacking.more || ' 个', '')
            || ' / the consolidated reports of ' || c.children || ' divisions below are loaded; not loaded: ' || lacking.names
            || iif(lacking.more > 0, ' and ' || lacking.more || ' more', '')
        else '第' || substr('一二三四五六', f.section, 1) || '部分（第 ' || f.line || ' 行）称编制年报的单位 ' || c.stated
            || ' 家，已载入 ' || c.units || ' 家，相差 ' || abs(c.stated - c.units) || ' 家'
            || coalesce('；缺 ' || lacking.names || iif(lacking.more > 0, ' 等，还有 ' || lacking.more || ' 个', ''), '')
            || ' / section ' || f.section || ' (line ' || f.line || ') names ' || c.stated || ' reporting units, ' || c.units
            || iif(c.units = 1, ' is', ' are') || ' loaded, difference ' || abs(c.stated - c.units)
            || coalesce('; not loaded: ' || lacking.names || iif(lacking.more > 0, ' and ' || lacking.more || ' more', ''), '')
    end
from counted as c
left join narrative_figure as f
  on f.report_id = c.report_id and f.subject = 'reporting_units'
 and f.ordinal = (
     select min(a.ordinal) from narrative_figure as a where a.report_id = f.report_id and a.subject = f.subject
 )
left join lacking on lacking.region_code = c.division_code and lacking.year = c.year
where iif(c.stated is null, c.children > 0 and lacking.divisions > 0, c.stated not between c.units and max(c.units, c.bodies));

-- The reports of a name in the order of loading.
create index report_origin_name on report_origin (name, report_id);
