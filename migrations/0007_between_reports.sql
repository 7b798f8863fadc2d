-- Findings between reports: growth that the prose states, copies, late publication, roll-ups.

-- Reports whose prose is nearly the same: of one body in successive years, or of two bodies in one year.
create table report_likeness (
    report_id       integer not null references report (report_id), -- the report loaded later
    other_report_id integer not null references report (report_id), -- the other
    alike           real not null, -- share of common four-character pieces of the prose, 0 to 1
    primary key (report_id, other_report_id)
) strict, without rowid;

create index report_likeness_other on report_likeness (other_report_id);

-- Y.GROWTH_TEXT: the change of applications received that the prose states follows from the two years' tables,
-- rounded or truncated to the digits printed.
create view finding_growth as
with stated as (
    select
        pair.report_id,
        pair.year,
        f.section,
        f.line,
        f.value,
        f.printed,
        f.unit,
        this.total as received,
        last.total as received_before,
        case
            when f.unit = '%' then 100.0 * (this.total - last.total) / last.total
            else this.total - last.total
        end as exact,
        case
            when f.unit <> '%' or instr(f.printed, '.') = 0 then 1.0
            when length(f.printed) - instr(f.printed, '.') = 1 then 10.0
            when length(f.printed) - instr(f.printed, '.') = 2 then 100.0
            else 1000.0
        end as scale
    from successive_report as pair
    join narrative_figure as f on f.report_id = pair.report_id and f.subject = 'received_new.change'
    join outcome_row_total as this on this.report_id = pair.report_id and this.outcome = 'received_new'
    join outcome_row_total as last
      on last.report_id = pair.earlier_report_id and last.outcome = 'received_new' and last.total > 0
)
select
    report_id,
    'Y.GROWTH_TEXT' as rule,
    'warning' as severity,
    'received_new' as subject,
    case when unit = '%' then printf('%.2f%%', exact) else cast(exact as text) end as expected,
    case when value < 0 then '-' else '' end || printed || case when unit = '%' then '%' else '' end as actual,
    '文字（第' || section || '部分第 ' || line || ' 行）称本年新收较上年变化 ' || case when value < 0 then '-' else '' end
        || printed || unit || '，按表中本年 ' || received || '、' || (year - 1) || ' 年度 ' || received_before || ' 应为 '
        || case when unit = '%' then printf('%.2f%%', exact) else exact end
        || ' / the prose (section ' || section || ', line ' || line || ') says that applications received changed by '
        || case when value < 0 then '-' else '' end || printed || case when unit = '%' then '%' else '' end
        || ', by the tables ' || received || ' against ' || received_before || ' in ' || (year - 1) || ' it is '
        || case when unit = '%' then printf('%.2f%%', exact) else exact end as message
from stated
where not (
    value * exact >= 0
    and abs(value) * scale - abs(exact) * scale <= 0.5 + 1e-6
    and abs(exact) * scale - abs(value) * scale < case when unit = '%' then 1 - 1e-9 else 1e-6 end
);

-- Y.DUP: the prose is nearly that of the year before, or of other bodies' reports of the year; the most alike is named.
create view finding_copy as
with pair as (
    select report_id, other_report_id, alike from report_likeness
    union
    select other_report_id, report_id, alike from report_likeness
),
copy as (
    select
        this.report_id,
        other.agency_id is this.agency_id as own,
        other.year,
        coalesce(body.name, '—') as name,
        printf('%.0f%%', 100 * pair.alike) as alike,
        row_number() over (
            partition by this.report_id, other.agency_id is this.agency_id
            order by pair.alike desc, other.report_id
        ) as place,
        count(*) over (partition by this.report_id, other.agency_id is this.agency_id) - 1 as more
    from pair
    join report as this on this.report_id = pair.report_id and this.status = 'current'
    join report as other on other.report_id = pair.other_report_id and other.status = 'current'
    left join agency as body on body.agency_id = other.agency_id
    where (other.agency_id = this.agency_id and other.year = this.year - 1)
       or (other.agency_id is not this.agency_id and other.year = this.year)
)
select
    report_id,
    'Y.DUP' as rule,
    'info' as severity,
    'prose' as subject,
    null as expected,
    alike as actual,
    case when own then '文字与 ' || year || ' 年度报告' else '文字与' || name || ' ' || year || ' 年度报告' end
        || '相同 ' || alike || case when more > 0 then '，另有 ' || more || ' 份' else '' end
        || ' / ' || alike || ' of the prose is that of '
        || case when own then 'the report for ' || year else name || '''s report for ' || year end
        || case when more > 0 then ', and ' || more || ' more' else '' end as message
from copy
where place = 1;

-- F.LATE: published after the day of the regulation: departments by 31 January, governments by 31 March.
create view finding_late as
with dated as (
    select
        r.report_id,
        d.published_on,
        (r.year + 1) || case a.kind when 'department' then '-01-31' else '-03-31' end as due
    from report as r
    join agency as a on a.agency_id = r.agency_id
    join document as d on d.document_id = r.document_id
    where r.status = 'current' and a.kind <> 'vertical'
)
select
    report_id,
    'F.LATE' as rule,
    'info' as severity,
    'published_on' as subject,
    '≤ ' || due as expected,
    published_on as actual,
    '发布日期 ' || published_on || '，期限 ' || due || ' / published on ' || published_on || ', due by ' || due as message
from dated
where published_on > due;

-- Consolidated reports of governments and the reports whose figures they hold: of the bodies in their division, and the
-- consolidated reports of the divisions below. Units of a division below are in its own consolidated report.
create view region_unit as
with bodies as (
    select r.report_id, r.year, r.scope, a.agency_id, a.kind, a.level, a.division_code, d.parent_code
    from report as r
    join agency as a on a.agency_id = r.agency_id
    join division as d on d.code = a.division_code
    where r.status = 'current' and a.kind <> 'vertical'
)
select region.report_id, region.year, region.division_code, unit.report_id as unit_report_id
from bodies as region
join bodies as unit
  on unit.year = region.year and unit.division_code = region.division_code and unit.report_id <> region.report_id
where region.kind = 'government' and region.scope = 'consolidated'
  and not (unit.kind = 'government' and unit.level = region.level and unit.scope = 'consolidated')
union all
select region.report_id, region.year, region.division_code, unit.report_id
from bodies as region
join bodies as unit on unit.year = region.year and unit.parent_code = region.division_code
where region.kind = 'government' and region.scope = 'consolidated'
  and unit.kind = 'government' and unit.scope = 'consolidated' and unit.level <> 'township';

-- What a consolidated report states of how many units reported, beside how many are loaded.
create view region_count as
select
    u.report_id,
    count(*) as units,
    (
        select cast(f.value as integer)
        from narrative_figure as f
        where f.report_id = u.report_id and f.subject = 'reporting_units'
        order by f.ordinal
        limit 1
    ) as stated
from region_unit as u
group by u.report_id;

-- R.COUNT, R.SUM, R.GE: a roll-up against the units that are loaded. Where as many are loaded as it states, each row is
-- their sum; else it is not less than it. Unknown parts leave a sum open, and count as nothing in a lower bound.
create view finding_rollup as
with cell as (
    select report_id, outcome as code, total as value, 'application_outcome' as table_name from outcome_row_total
    union all
    select report_id, channel, total, 'review_litigation' from review_litigation
),
compared as (
    select
        u.report_id,
        c.table_name,
        c.code,
        region.value as region,
        sum(c.value) as together,
        count(*) as units,
        count(c.value) as known,
        max(counted.stated) as stated,
        max(counted.units) as loaded
    from region_unit as u
    join region_count as counted on counted.report_id = u.report_id
    join cell as c on c.report_id = u.unit_report_id
    join cell as region
      on region.report_id = u.report_id and region.table_name = c.table_name and region.code = c.code
    where region.value is not null
    group by u.report_id, c.table_name, c.code
)
select
    k.report_id,
    case when k.stated = k.loaded and k.known = k.loaded then 'R.SUM' else 'R.GE' end as rule,
    'error' as severity,
    k.code as subject,
    case when k.stated = k.loaded and k.known = k.loaded then '' else '≥ ' end || k.together as expected,
    cast(k.region as text) as actual,
    row.label_zh || '：汇总 ' || k.region || '，' || k.known || ' 家单位之和 ' || k.together || '，相差 '
        || abs(k.region - k.together) || ' / ' || row.label_en || ': the roll-up has ' || k.region || ', its ' || k.known
        || ' units have ' || k.together || ' together, difference ' || abs(k.region - k.together) as message
from compared as k
join form_row as row on row.table_name = k.table_name and row.row_code = k.code
where k.region < k.together or (k.stated = k.loaded and k.known = k.loaded and k.region <> k.together)
union all
select
    report_id,
    'R.COUNT',
    'info',
    'units',
    cast(stated as text),
    cast(units as text),
    '文字称编制年报的单位 ' || stated || ' 家，已载入 ' || units || ' 家 / the prose names ' || stated
        || ' reporting units, ' || units || ' are loaded'
from region_count
where stated <> units;

drop view all_finding;

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
