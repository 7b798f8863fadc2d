-- Reports of many bodies over six years and both forms, with blanks, superseded reports and several scopes.
-- :agencies is how many bodies, :counties over how many counties they are spread.
create temp table body as
with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < :agencies),
county as (
    select code, name, row_number() over (order by code) - 1 as place
    from division
    where level = 'county' and length(code) = 6 and code like '4%'
)
select n.i, county.code, county.name || case place.kind when 0 then '人民政府' when 1 then '人民政府办公室' when 2 then '民政局'
        when 3 then '公安局' when 4 then '东镇人民政府' else '财政局' end || case when n.i / :counties < 6 then '' else n.i / :counties end as name,
    case place.kind when 0 then 'government' when 1 then 'office' when 4 then 'township' else 'department' end as kind
from n
join county on county.place = n.i % :counties
-- A county has one government with one office.
join (select 0 as kind union all select 1 union all select 2 union all select 3 union all select 4 union all select 5) as place
  on place.kind = case when n.i / :counties < 6 then n.i / :counties else n.i / :counties % 4 + 2 end;

insert into agency (agency_id, name, full_name, kind, level, division_code)
select i + 1, name, name, kind, case kind when 'township' then 'township' else 'county' end, code from body;

-- One report a body and year, some missing; governments publish their own beside the consolidated one; some were replaced.
create temp table made as
with wanted as (
    select b.i, b.kind, y.year, s.scope, s.status
    from body as b
    join (select 2019 as year union all select 2020 union all select 2021 union all select 2022 union all select 2023
          union all select 2024) as y
    join (select 'consolidated' as scope, 'current' as status union all select 'own', 'current'
          union all select 'unknown', 'current' union all select 'unknown', 'superseded') as s
    where case
        when b.kind = 'government' then s.scope = 'consolidated' or (s.scope = 'own' and (b.i * 31 + y.year) % 3 = 0)
        when s.scope = 'consolidated' then 0
        when s.scope = 'own' then b.i % 5 = 1
        when s.status = 'superseded' then (b.i * 13 + y.year) % 17 = 0
        else b.i % 5 <> 1 or (b.i * 7 + y.year) % 29 = 0
    end
      and (b.i * 37 + y.year * 11) % 13 <> 0
)
select row_number() over (order by year, i, status desc, scope) as report_id, w.*,
    case when year < 2021 then '2019' else '2021' end as form
from wanted as w;

insert into document (document_id, sha256, path, media_type, byte_length, text)
select report_id, 'h' || report_id, 'made/' || report_id || '.html', 'text/html', 1, '' from made;
insert into report (report_id, agency_id, year, form, scope, document_id, revision, status)
select report_id, i + 1, year, form, scope, report_id, 1, status from made;

-- Figures that balance. `die` is a number that differs by report and row.
create temp table drawn as
select
    m.report_id, m.i, m.year, r.row_code, r.ordinal,
    abs((m.report_id * 7919 + r.ordinal * 104729 + m.i * 31) % 100003) as die
from made as m
join form_row as r on r.table_name = 'application_outcome'
 and case m.form when '2019' then r.in_2019 else r.in_2021 end
where r.row_code <> 'outcome_total';
create temp table figure as
select
    report_id, row_code, ordinal, die,
    case
        when i % 11 = 3 then 0
        when row_code = 'disclosed' then die % (20 + i % 60)
        when row_code = 'partly_disclosed' then die % 9
        when row_code = 'unavailable_not_held' then die % 25
        when row_code in ('carried_in', 'carried_out') then die % 4
        when row_code = 'received_new' then 0
        else (die % 7 = 0) * (die % 3)
    end as total
from drawn;
create temp table summed as
select
    report_id,
    sum(total) filter (where row_code not in ('received_new', 'carried_in', 'carried_out')) as handled,
    sum(case row_code when 'carried_in' then -total when 'carried_out' then total else 0 end) as shift
from figure
group by report_id;
insert into application_outcome
select
    f.report_id, f.row_code,
    case when f.die % 61 <> 0 then f.total - f.total / 4 end, f.total / 4, 0, 0, 0, 0,
    case when f.die % 83 <> 0 and not (f.die % 61 = 0 and f.die % 2 = 0) then f.total end, 20 + f.ordinal
from (
    select figure.report_id, row_code, ordinal, die, case row_code when 'received_new' then max(handled + shift, 0) else total end as total
    from figure
    join summed on summed.report_id = figure.report_id
    union all
    select report_id, 'outcome_total', 50, report_id * 977, handled from summed
) as f;

insert into review_litigation
select
    report_id, channel,
    a, case when die % 47 <> 0 then b end, c, case when die % 59 <> 0 then d end,
    case when die % 71 <> 0 then a + b + c + d end, 60
from (
    select
        m.report_id, r.row_code as channel, abs(m.report_id * 6007 + r.ordinal * 15485863) % 100003 as die,
        (m.report_id * 3 + r.ordinal) % 5 as a, (m.report_id + r.ordinal) % 9 / 6 as b, m.report_id % 2 as c,
        (m.report_id * r.ordinal) % 4 / 2 as d
    from made as m
    join form_row as r on r.table_name = 'review_litigation'
);

insert into section20
select
    m.report_id, r.row_code,
    max(case when c.column_code = 'issued' and m.report_id % 19 <> 0 then m.report_id % 4 end),
    max(case when c.column_code = 'repealed' then m.report_id % 3 end),
    max(case when c.column_code = 'in_force' and m.report_id % 23 <> 0 then 5 + m.i % 40 end),
    max(case when c.column_code = 'newly_made' then m.report_id % 6 end),
    max(case when c.column_code = 'newly_disclosed' then m.report_id % 5 end),
    max(case when c.column_code = 'disclosed_total' and m.report_id % 31 <> 0 then m.report_id % 50 end),
    max(case when c.column_code = 'prior_items' then m.i % 70 end),
    max(case when c.column_code = 'item_change' then m.report_id % 5 - 2 end),
    max(case when c.column_code = 'decisions' and m.report_id % 37 <> 0 then m.report_id % 900 end),
    max(case when c.column_code = 'projects' then m.report_id % 12 end),
    max(case when c.column_code = 'amount_10k_yuan' then m.report_id % 1000 / 8.0 end),
    5 + r.ordinal
from made as m
join form_row as r on r.table_name = 'section20' and case m.form when '2019' then r.in_2019 else r.in_2021 end
join form_cell as c on c.table_name = 'section20' and c.row_code = r.row_code
 and case m.form when '2019' then c.in_2019 else c.in_2021 end
group by m.report_id, r.row_code;

insert into information_fee
select report_id, report_id % 3, case when report_id % 7 <> 0 then report_id % 3 * 100.0 end,
    case when report_id % 5 <> 0 then report_id % 2 * 100.0 end
from made
where report_id % 4 <> 0;

insert into cell_note
select report_id, 'application_outcome', outcome, 'total', case when report_id % 6 = 0 then 'unreadable' else 'blank' end, '', line
from application_outcome
where total is null;
insert into problem
select report_id, 1, case when report_id % 2 then 'table_missing' else 'agency_missing' end, 0, '缺; missing' from made where report_id % 21 = 0;
insert into finding
select report_id, 1, 'T3.BALANCE', 'error', 'total', '1', '2', '不平; differs', 40 from made where report_id % 25 = 0
union all
select report_id, 2, 'T4.VS_T3', 'warning', 'total', '1', '2', '多; more', 60 from made where report_id % 35 = 0;

insert into report_figure select * from worked_out_figure;
insert into section20_figure select * from worked_out_section20;

drop table body;
drop table made;
drop table drawn;
drop table figure;
drop table summed;
