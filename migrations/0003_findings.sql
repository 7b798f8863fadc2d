-- Findings between reports, and all findings together.

-- Pairs of current reports of one agency and scope in successive years.
-- Where several agencies share the name, which report is whose is not sure, and nothing is held against either.
create view successive_report as
select
    later.report_id,
    later.agency_id,
    later.year,
    later.form,
    earlier.report_id as earlier_report_id,
    earlier.form as earlier_form
from report as later
join report as earlier
  on earlier.agency_id = later.agency_id and earlier.year = later.year - 1 and earlier.scope = later.scope
where later.status = 'current' and earlier.status = 'current'
  and not exists (
      select 1
      from agency as own
      join agency as namesake on namesake.name = own.name and namesake.agency_id <> own.agency_id
      where own.agency_id = later.agency_id
  );

-- Y.CARRY: what was carried out of one year is carried into the next, in every column.
create view finding_carry as
select
    pair.report_id,
    'Y.CARRY' as rule,
    'error' as severity,
    carried_in.applicant as subject,
    cast(carried_out.value as text) as expected,
    cast(carried_in.value as text) as actual,
    col.label_zh || '：上年结转 ' || carried_in.value || ' ≠ ' || (pair.year - 1) || ' 年度结转下年度 '
        || carried_out.value || ' / ' || col.label_en || ': carried in ' || carried_in.value || ', but '
        || carried_out.value || ' carried out of ' || (pair.year - 1) as message
from successive_report as pair
join outcome_cell as carried_in on carried_in.report_id = pair.report_id and carried_in.outcome = 'carried_in'
join outcome_cell as carried_out
  on carried_out.report_id = pair.earlier_report_id and carried_out.outcome = 'carried_out'
 and carried_out.applicant = carried_in.applicant
join form_column as col
  on col.table_name = 'application_outcome' and col.column_code = carried_in.applicant
where carried_in.value <> carried_out.value;

-- Y.STOCK: what is in force is what was in force a year before, plus issued, minus repealed.
create view finding_stock as
select
    pair.report_id,
    'Y.STOCK' as rule,
    'warning' as severity,
    this.item as subject,
    cast(last.in_force + this.issued - this.repealed as text) as expected,
    cast(this.in_force as text) as actual,
    row.label_zh || '：上年现行有效 ' || last.in_force || ' + 制发 ' || this.issued || ' - 废止 ' || this.repealed
        || ' ≠ 现行有效 ' || this.in_force || ' / ' || row.label_en || ': in force last year ' || last.in_force
        || ' + issued ' || this.issued || ' - repealed ' || this.repealed || ' ≠ in force ' || this.in_force as message
from successive_report as pair
join section20 as this on this.report_id = pair.report_id
join section20 as last on last.report_id = pair.earlier_report_id and last.item = this.item
join form_row as row on row.table_name = 'section20' and row.row_code = this.item
where this.in_force <> last.in_force + this.issued - this.repealed;

-- Y.ITEMS: the items of last year are those that last year's report ends with.
create view finding_items as
select
    pair.report_id,
    'Y.ITEMS' as rule,
    'warning' as severity,
    this.item as subject,
    cast(last.prior_items + last.item_change as text) as expected,
    cast(this.prior_items as text) as actual,
    row.label_zh || '：上一年项目数量 ' || this.prior_items || ' ≠ ' || (pair.year - 1) || ' 年度项目数量 '
        || last.prior_items || ' + 增/减 ' || last.item_change || ' / ' || row.label_en || ': items last year '
        || this.prior_items || ' ≠ items ' || last.prior_items || ' + change ' || last.item_change
        || ' in ' || (pair.year - 1) as message
from successive_report as pair
join section20 as this on this.report_id = pair.report_id
join section20 as last on last.report_id = pair.earlier_report_id and last.item = this.item
join form_row as row on row.table_name = 'section20' and row.row_code = this.item
where this.prior_items <> last.prior_items + last.item_change;

-- Y.JUMP: applications received grew or shrank more than fivefold, on thirty or more.
create view finding_jump as
select
    pair.report_id,
    'Y.JUMP' as rule,
    'info' as severity,
    this.outcome as subject,
    cast(last.total as text) as expected,
    cast(this.total as text) as actual,
    '本年新收 ' || this.total || '，' || (pair.year - 1) || ' 年度 ' || last.total || ' / received ' || this.total
        || ', but ' || last.total || ' in ' || (pair.year - 1) as message
from successive_report as pair
join outcome_row_total as this on this.report_id = pair.report_id and this.outcome = 'received_new'
join outcome_row_total as last on last.report_id = pair.earlier_report_id and last.outcome = 'received_new'
where last.total >= 30 and (this.total > 5 * last.total or 5 * this.total < last.total);

-- All findings of current reports: within a report and between years. Same columns as finding.
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
select report_id, rule, severity, subject, expected, actual, message from finding_jump;
