-- Views. They speak of current reports only, and fill in what the printed figures settle; what is so filled is
-- marked computed. The tables keep what was printed.

-- One current report per agency, year and scope, with the names of agency and divisions.
create view current_report as
select
    r.report_id,
    r.agency_id,
    a.name as agency,
    coalesce(a.full_name, a.name) as agency_full_name,
    a.kind,
    a.level,
    a.division_code,
    d.name as division,
    a.township_code,
    t.name as township,
    r.year,
    r.form,
    r.scope,
    r.title,
    r.period_start,
    r.period_end,
    r.revision,
    r.document_id
from report as r
left join agency as a on a.agency_id = r.agency_id
left join division as d on d.code = a.division_code
left join division as t on t.code = a.township_code
where r.status = 'current';

-- Row totals of section 3: as printed, else the sum of the six applicants where all are known.
create view outcome_row_total as
select
    report_id,
    outcome,
    coalesce(total, natural_person + commercial_enterprise + research_institution + public_welfare_org
             + legal_service_org + other_org) as total,
    total is null as computed
from application_outcome;

-- The matrix of section 3 as printed, one cell a row.
create view outcome_cell as
select
    o.report_id,
    o.outcome,
    c.column_code as applicant,
    case c.column_code
        when 'natural_person' then o.natural_person
        when 'commercial_enterprise' then o.commercial_enterprise
        when 'research_institution' then o.research_institution
        when 'public_welfare_org' then o.public_welfare_org
        when 'legal_service_org' then o.legal_service_org
        when 'other_org' then o.other_org
        when 'total' then o.total
    end as value,
    o.line
from application_outcome as o
join form_column as c on c.table_name = 'application_outcome';

-- The matrix of section 3 with labels. A blank total is filled from its parts where all are known (computed = 1):
-- the column total from the six applicants, （七）总计 from the outcomes that the form prints.
create view outcome_long as
with filled as (
    select
        cell.*,
        case
            when cell.value is not null then null
            when cell.applicant = 'total' and cell.outcome <> 'outcome_total' then (
                select total from outcome_row_total as t
                where t.report_id = cell.report_id and t.outcome = cell.outcome
            )
            when cell.outcome = 'outcome_total' then (
                select case
                    when count(part.value) = count(*)
                     and count(*) = 18 + case when max(part.outcome = 'other_handling') then 1 else 3 end
                    then sum(part.value)
                end
                from outcome_cell as part
                where part.report_id = cell.report_id and part.applicant = cell.applicant
                  and part.outcome not in ('received_new', 'carried_in', 'outcome_total', 'carried_out')
            )
        end as sum_of_parts
    from outcome_cell as cell
)
select
    r.report_id,
    r.agency_id,
    r.agency,
    r.division_code,
    r.division,
    r.level,
    r.kind,
    r.year,
    r.form,
    r.scope,
    f.outcome,
    row.label_zh as outcome_zh,
    row.label_en as outcome_en,
    row.ordinal as outcome_ordinal,
    row.group_code,
    row.group_zh,
    row.group_en,
    f.applicant,
    col.label_zh as applicant_zh,
    col.label_en as applicant_en,
    col.ordinal as applicant_ordinal,
    coalesce(f.value, f.sum_of_parts) as value,
    f.value is null and f.sum_of_parts is not null as computed,
    f.line
from filled as f
join current_report as r on r.report_id = f.report_id
join form_row as row on row.table_name = 'application_outcome' and row.row_code = f.outcome
join form_column as col on col.table_name = 'application_outcome' and col.column_code = f.applicant;

-- Section 2, one printed cell a row, with labels.
create view section20_long as
with cell as (
    select
        s.report_id,
        s.item,
        c.column_code as measure,
        c.in_2019,
        c.in_2021,
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
        end as value,
        s.line
    from section20 as s
    join form_cell as c on c.table_name = 'section20' and c.row_code = s.item
)
select
    r.report_id,
    r.agency_id,
    r.agency,
    r.division_code,
    r.division,
    r.level,
    r.kind,
    r.year,
    r.form,
    r.scope,
    cell.item,
    row.label_zh as item_zh,
    row.label_en as item_en,
    row.ordinal as item_ordinal,
    cell.measure,
    col.label_zh as measure_zh,
    col.label_en as measure_en,
    col.ordinal as measure_ordinal,
    col.unit,
    cell.value,
    cell.line
from cell
join current_report as r on r.report_id = cell.report_id
join form_row as row on row.table_name = 'section20' and row.row_code = cell.item
join form_column as col on col.table_name = 'section20' and col.column_code = cell.measure
where cell.value is not null
   or (r.form = '2019' and cell.in_2019)
   or (r.form = '2021' and cell.in_2021);

-- The channels of section 4; a blank total is the sum of the four results where all are known.
create view review_filled as
select
    report_id,
    channel,
    upheld,
    corrected,
    other,
    pending,
    coalesce(total, upheld + corrected + other + pending) as total,
    total is null and upheld + corrected + other + pending is not null as total_computed,
    upheld + corrected + other as closed,
    line
from review_litigation;
