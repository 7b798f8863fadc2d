-- Findings between reports are kept, as 0020 says. The views due_… work them out for the stale reports.

-- between_finding without the roll-ups, kept.
create table between_finding_kept (
    report_id integer not null,   -- the report
    other_report_id integer,      -- the report that its numbers are held against
    rule      text not null,      -- the rule that it breaks
    severity  text not null,      -- error, warning or info
    subject   text not null,      -- row or column
    expected  text not null,      -- what it should be
    actual    text not null,      -- what it is
    line      integer,            -- line of it in the document
    message   text not null       -- in words, Chinese and English
) strict;
create index between_finding_report on between_finding_kept (report_id, rule, severity);

drop view if exists all_finding;
drop view if exists between_finding;
drop view if exists finding_carry;
drop view if exists finding_stock;
drop view if exists finding_items;
drop view if exists finding_jump;
drop view if exists finding_growth;
drop view if exists finding_copy;
drop view if exists finding_late;

-- Y.CARRY: what was carried out of one year is carried into the next, in every column.
create view due_carry as
select
    pair.report_id,
    pair.earlier_report_id as other_report_id,
    'Y.CARRY' as rule,
    'error' as severity,
    carried_in.applicant as subject,
    cast(carried_out.value as text) as expected,
    cast(carried_in.value as text) as actual,
    carried_in.line as line,
    '第三部分“' || this.label_zh || '”' || col.label_zh || ' ' || carried_in.value || '（第 ' || carried_in.line
        || ' 行），与上年度报告（' || other.source || ' 第 ' || carried_out.line || ' 行）“' || last.label_zh || '”'
        || col.label_zh || ' ' || carried_out.value || ' 不一致，相差 ' || abs(carried_in.value - carried_out.value)
        || ' / section 3, ' || this.label_en || ', ' || col.label_en || ': ' || carried_in.value || ' (line '
        || carried_in.line || ') does not agree with ' || last.label_en || ', ' || col.label_en || ': '
        || carried_out.value || ' in the report for ' || (pair.year - 1) || ' (' || other.source || ', line '
        || carried_out.line || '), difference ' || abs(carried_in.value - carried_out.value) as message
from due_pair as pair
cross join outcome_cell as carried_in on carried_in.report_id = pair.report_id and carried_in.outcome = 'carried_in'
cross join outcome_cell as carried_out
  on carried_out.report_id = pair.earlier_report_id and carried_out.outcome = 'carried_out'
 and carried_out.applicant = carried_in.applicant
cross join form_column as col
  on col.table_name = 'application_outcome' and col.column_code = carried_in.applicant
cross join form_row as this on this.table_name = 'application_outcome' and this.row_code = carried_in.outcome
cross join form_row as last on last.table_name = 'application_outcome' and last.row_code = carried_out.outcome
cross join report_source as other on other.report_id = pair.earlier_report_id
where carried_in.value <> carried_out.value;

-- Y.STOCK: what is in force is what was in force a year before, plus issued, minus repealed.
create view due_stock as
with held as (
    select
        pair.report_id,
        pair.earlier_report_id,
        pair.year - 1 as last_year,
        this.item,
        this.in_force,
        this.issued,
        this.repealed,
        last.in_force as in_force_before,
        last.in_force + this.issued - this.repealed as due,
        this.line,
        last.line as line_before
    from due_pair as pair
    cross join section20 as this on this.report_id = pair.report_id
    cross join section20 as last on last.report_id = pair.earlier_report_id and last.item = this.item
    where this.in_force <> last.in_force + this.issued - this.repealed
)
select
    held.report_id,
    earlier_report_id as other_report_id,
    'Y.STOCK' as rule,
    'warning' as severity,
    item as subject,
    cast(due as text) as expected,
    cast(in_force as text) as actual,
    line,
    '第二部分“' || row.label_zh || '”现行有效件数 ' || in_force || '（第 ' || line || ' 行），与上年度报告（' || other.source
        || ' 第 ' || line_before || ' 行）现行有效件数 ' || in_force_before || ' 加本年制发 ' || issued || ' 减本年废止 '
        || repealed || ' 应得的 ' || due || ' 不一致，相差 ' || abs(in_force - due)
        || ' / section 2, ' || row.label_en || ': in force ' || in_force || ' (line ' || line || ') does not agree with '
        || in_force_before || ' in force in the report for ' || last_year || ' (' || other.source || ', line '
        || line_before || ') + issued ' || issued || ' - repealed ' || repealed || ' = ' || due || ', difference '
        || abs(in_force - due) as message
from held
cross join form_row as row on row.table_name = 'section20' and row.row_code = item
cross join report_source as other on other.report_id = earlier_report_id;

-- Y.ITEMS: the items of last year are those that last year's report ends with.
create view due_items as
select
    pair.report_id,
    pair.earlier_report_id as other_report_id,
    'Y.ITEMS' as rule,
    'warning' as severity,
    this.item as subject,
    cast(last.prior_items + last.item_change as text) as expected,
    cast(this.prior_items as text) as actual,
    this.line as line,
    '第二部分“' || row.label_zh || '”上一年项目数量 ' || this.prior_items || '（第 ' || this.line || ' 行），与上年度报告（'
        || other.source || ' 第 ' || last.line || ' 行）上一年项目数量 ' || last.prior_items || ' 与本年增/减 '
        || last.item_change || ' 之和 ' || (last.prior_items + last.item_change) || ' 不一致，相差 '
        || abs(this.prior_items - last.prior_items - last.item_change)
        || ' / section 2, ' || row.label_en || ': items last year ' || this.prior_items || ' (line ' || this.line
        || ') does not agree with items ' || last.prior_items || ' + change ' || last.item_change || ' = '
        || (last.prior_items + last.item_change) || ' in the report for ' || (pair.year - 1) || ' (' || other.source
        || ', line ' || last.line || '), difference ' || abs(this.prior_items - last.prior_items - last.item_change)
        as message
from due_pair as pair
cross join section20 as this on this.report_id = pair.report_id
cross join section20 as last on last.report_id = pair.earlier_report_id and last.item = this.item
cross join form_row as row on row.table_name = 'section20' and row.row_code = this.item
cross join report_source as other on other.report_id = pair.earlier_report_id
where this.prior_items <> last.prior_items + last.item_change;

-- Y.JUMP: applications received grew or shrank more than fivefold, on thirty or more.
create view due_jump as
select
    pair.report_id,
    pair.earlier_report_id as other_report_id,
    'Y.JUMP' as rule,
    'info' as severity,
    this.outcome as subject,
    cast(last.total as text) as expected,
    cast(this.total as text) as actual,
    here.line as line,
    '第三部分“' || row.label_zh || '”总计 ' || this.total || '（第 ' || here.line || ' 行），'
        || case when this.total > last.total then '超过上年度报告（' else '不足上年度报告（' end || other.source || ' 第 '
        || there.line || ' 行）' || last.total || ' 的' || case when this.total > last.total then '五倍' else '五分之一' end
        || '，相差 ' || abs(this.total - last.total) || '，请核实'
        || ' / section 3, ' || row.label_en || ', total: ' || this.total || ' (line ' || here.line || ') is '
        || case when this.total > last.total then 'more than five times the ' else 'less than a fifth of the ' end
        || last.total || ' in the report for ' || (pair.year - 1) || ' (' || other.source || ', line ' || there.line
        || '), difference ' || abs(this.total - last.total) as message
from due_pair as pair
cross join outcome_row_total as this on this.report_id = pair.report_id and this.outcome = 'received_new'
cross join outcome_row_total as last on last.report_id = pair.earlier_report_id and last.outcome = 'received_new'
cross join application_outcome as here on here.report_id = this.report_id and here.outcome = this.outcome
cross join application_outcome as there on there.report_id = last.report_id and there.outcome = last.outcome
cross join form_row as row on row.table_name = 'application_outcome' and row.row_code = this.outcome
cross join report_source as other on other.report_id = pair.earlier_report_id
where last.total >= 30 and (this.total > 5 * last.total or 5 * this.total < last.total);

-- Y.GROWTH_TEXT: the change of applications received that the prose states follows from the two years' tables,
-- rounded or truncated to the digits printed.
create view due_growth as
with stated as (
    select
        pair.report_id,
        pair.earlier_report_id,
        pair.year - 1 as last_year,
        f.section,
        f.line,
        f.value,
        case when f.value < 0 then '-' else '' end || f.printed || case when f.unit = '%' then '%' else '' end as stated,
        f.unit,
        this.total as received,
        here.line as received_line,
        last.total as received_before,
        there.line as before_line,
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
    from due_pair as pair
    cross join narrative_figure as f on f.report_id = pair.report_id and f.subject = 'received_new.change'
    cross join outcome_row_total as this on this.report_id = pair.report_id and this.outcome = 'received_new'
    cross join outcome_row_total as last
      on last.report_id = pair.earlier_report_id and last.outcome = 'received_new' and last.total > 0
    cross join application_outcome as here on here.report_id = this.report_id and here.outcome = this.outcome
    cross join application_outcome as there on there.report_id = last.report_id and there.outcome = last.outcome
),
wrong as (
    select
        stated.*,
        case when unit = '%' then printf('%.2f%%', exact) else cast(exact as text) end as due,
        case
            when unit = '%' then printf('%.2f', abs(value - exact))
            else cast(cast(abs(value - exact) as integer) as text)
        end as apart
    from stated
    where not (
        value * exact >= 0
        and abs(value) * scale - abs(exact) * scale <= 0.5 + 1e-6
        and abs(exact) * scale - abs(value) * scale < case when unit = '%' then 1 - 1e-9 else 1e-6 end
    )
)
select
    wrong.report_id,
    earlier_report_id as other_report_id,
    'Y.GROWTH_TEXT' as rule,
    'warning' as severity,
    'received_new' as subject,
    due as expected,
    stated as actual,
    line,
    '第' || substr('一二三四五六', section, 1) || '部分（第 ' || line || ' 行）称本年新收较上年变化 ' || stated
        || case when unit = '%' then '' else unit end || '，与按第三部分本年新收 ' || received || '（第 ' || received_line
        || ' 行）和上年度报告（' || other.source || ' 第 ' || before_line || ' 行）' || received_before || ' 算得的 ' || due
        || ' 不一致，相差 ' || apart || case when unit = '%' then ' 个百分点' else '' end
        || ' / section ' || section || ' (line ' || line || ') says that applications received changed by ' || stated
        || '; from ' || received || ' (line ' || received_line || ') and ' || received_before || ' in the report for '
        || last_year || ' (' || other.source || ', line ' || before_line || ') it is ' || due || ', difference ' || apart
        || case when unit = '%' then ' percentage points' else '' end as message
from wrong
cross join report_source as other on other.report_id = earlier_report_id;

-- Y.DUP: the prose is nearly that of the year before, or of other bodies' reports of the year; the most alike is named.
create view due_copy as
with pair as (
    select due.report_id, l.other_report_id, l.alike
    from due_report as due
    cross join report_likeness as l on l.report_id = due.report_id
    union
    select due.report_id, l.report_id, l.alike
    from due_report as due
    cross join report_likeness as l on l.other_report_id = due.report_id
),
copy as (
    select
        this.report_id,
        other.report_id as other_report_id,
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
    copy.report_id,
    other_report_id,
    'Y.DUP' as rule,
    'info' as severity,
    'prose' as subject,
    '< 90%' as expected,
    alike as actual,
    null as line,
    '全文文字与' || case when own then '上年度报告' else name || ' ' || year || ' 年度报告' end || '（' || other.source
        || '）相同 ' || alike || '，达到九成' || case when more > 0 then '，另有 ' || more || ' 份' else '' end || '，请核实是否照抄'
        || ' / ' || alike || ' of the prose is that of '
        || case when own then 'the report for ' || year else name || '''s report for ' || year end || ' (' || other.source
        || '), nine tenths or more' || case when more > 0 then ', and ' || more || ' more' else '' end as message
from copy
cross join report_source as other on other.report_id = other_report_id
where place = 1;

-- F.LATE: published after the day of the regulation: departments by 31 January, governments by 31 March.
create view due_late as
with dated as (
    select
        r.report_id,
        d.published_on,
        (r.year + 1) || case a.kind when 'department' then '-01-31' else '-03-31' end as due
    from due_report as due
    cross join report as r on r.report_id = due.report_id
    cross join agency as a on a.agency_id = r.agency_id
    cross join document as d on d.document_id = r.document_id
    where r.status = 'current' and a.kind <> 'vertical'
)
select
    report_id,
    null as other_report_id,
    'F.LATE' as rule,
    'info' as severity,
    'published_on' as subject,
    '≤ ' || due as expected,
    published_on as actual,
    null as line,
    '发布日期 ' || published_on || '，晚于规定期限 ' || due || '，迟 '
        || cast(julianday(published_on) - julianday(due) as integer) || ' 天 / published on ' || published_on
        || ', due by ' || due || ', ' || cast(julianday(published_on) - julianday(due) as integer) || ' days late'
        as message
from dated
where published_on > due;

-- Findings between current reports. other_report_id: the report that the numbers are held against, NULL where it is none or several.
create view between_finding as
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message
from between_finding_kept
where report_id not in (select report_id from due_report)
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from due_finding
union all
select report_id, other_report_id, rule, severity, subject, expected, actual, line, message from finding_rollup;

-- All findings of current reports: within a report and between reports. Same columns as finding. Not by way of between_finding, for
-- SQLite works a union within a union out as a whole.
create view all_finding as
select f.report_id, f.rule, f.severity, f.subject, f.expected, f.actual, f.line, f.message
from finding as f
join report as r on r.report_id = f.report_id
where r.status = 'current'
union all
select report_id, rule, severity, subject, expected, actual, line, message
from between_finding_kept
where report_id not in (select report_id from due_report)
union all
select report_id, rule, severity, subject, expected, actual, line, message from due_finding
union all
select report_id, rule, severity, subject, expected, actual, line, message
from rollup_finding_kept as k
where not exists (select 1 from region_stale as s where s.region_code = k.region_code and s.year in (0, k.year))
union all
select report_id, rule, severity, subject, expected, actual, line, message from due_rollup;

-- How many of them a report has by each rule.
create view finding_count as
select f.report_id, f.rule, f.severity, count(*) as findings
from finding as f
join report as r on r.report_id = f.report_id
where r.status = 'current'
group by f.report_id, f.rule, f.severity
union all
select report_id, rule, severity, count(*)
from between_finding_kept
where report_id not in (select report_id from due_report)
group by report_id, rule, severity
union all
select report_id, rule, severity, count(*) from due_finding group by report_id, rule, severity
union all
select report_id, rule, severity, count(*) from finding_rollup group by report_id, rule, severity;
