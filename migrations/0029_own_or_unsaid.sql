-- A body that says of one report only that it holds its own figures, and of the next nothing, has one series, unless it speaks for a region.

-- Current reports and those of the same body's year before, with the same figures: of one scope, or one that says to hold the body's own and
-- one that says nothing. What a government's or its office's report holds is not known without words.
create view report_before as
select later.report_id, later.agency_id, later.year, later.form, earlier.report_id as earlier_report_id, earlier.form as earlier_form
from report as later
join report as earlier on earlier.agency_id = later.agency_id and earlier.year = later.year - 1
where later.status = 'current' and earlier.status = 'current'
  and (
      earlier.scope = later.scope
      or earlier.scope <> 'consolidated' and later.scope <> 'consolidated'
      and (select kind from agency where agency_id = later.agency_id) not in ('government', 'office')
      and not exists (
          select 1
          from report as r
          where r.agency_id = later.agency_id and r.status = 'current'
            and (r.year = later.year and r.scope = earlier.scope or r.year = earlier.year and r.scope = later.scope)
      )
  );

-- Stale reports and those of the year before that they are held against: current reports of one agency in successive years, see report_before;
-- of a body of a county that became a district, also of the body of the district; of the figures of a whole region, told by its government
-- in one year and by the government's office in the other, those that either says to be the region's. Where several agencies share the name and it is
-- not known which is where, nothing is held against either; nor where another division was joined with theirs in the later year.
drop view if exists due_pair;
create view due_pair as
with pair as (
    select b.report_id, b.agency_id, b.year, b.form, b.earlier_report_id, b.earlier_form
    from due_report as due
    cross join report_before as b on b.report_id = due.report_id
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

-- Y.TWICE: two current reports of a body and year, one that says to hold its own figures and one that says nothing, with other numbers.
create view due_twice as
with pair as (
    select
        this.report_id,
        other.report_id as other_report_id,
        (
            select count(*)
            from outcome_cell as one
            cross join outcome_cell as two
              on two.report_id = other.report_id and two.outcome = one.outcome and two.applicant = one.applicant
            where one.report_id = this.report_id and one.value <> two.value
        ) as cells
    from due_report as due
    cross join report as this on this.report_id = due.report_id
    cross join report as other on other.agency_id = this.agency_id and other.year = this.year
    where this.status = 'current' and this.scope = 'unknown' and other.status = 'current' and other.scope = 'own'
)
select
    pair.report_id,
    pair.other_report_id,
    'Y.TWICE' as rule,
    'warning' as severity,
    'application_outcome' as subject,
    '0' as expected,
    cast(cells as text) as actual,
    null as line,
    '本机关同一年度另有注明为本机关数据的报告（' || other.source || '），第三部分有 ' || cells
        || ' 格数字不同；求和时只计那一份，本报告不计；若本报告是其更正，请核实'
        || ' / the body has another report of the year (' || other.source || '), which says to hold its own figures; ' || cells
        || ' numbers of section 3 differ; sums count that one and not this: is this one its correction?' as message
from pair
cross join report_source as other on other.report_id = pair.other_report_id
where cells > 0;

-- The findings between stale reports and others, see between_finding.
drop view if exists due_finding;
create view due_finding as
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_carry
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_stock
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_items
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_growth
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_copy
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_jump
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_late
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_twice;

-- Notes with the cells that each stands for: all of a row where its column is *.
create view cell_note_extent as
select
    n.report_id, n.table_name, n.row_code, n.column_code, n.state, n.raw, n.line,
    case n.column_code
        when '*' then (
            select max(1, count(*))
            from form_cell as c
            where c.table_name = n.table_name and c.row_code = n.row_code
              and case r.form when '2019' then c.in_2019 when '2021' then c.in_2021 else 1 end
        )
        else 1
    end as cells
from cell_note as n
join report as r on r.report_id = n.report_id;

insert into between_stale select report_id from report where true on conflict do nothing;
