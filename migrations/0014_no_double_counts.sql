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

-- The reports of a name in the order of loading.
create index report_origin_name on report_origin (name, report_id);
