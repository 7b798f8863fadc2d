-- 跨表式的历年数据：可比与不可比 / Figures over the years and the two forms, with what can be compared
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :lang text = zh  语言 / language of the labels
-- comparable: all years, or from which form on. Section 2 of the form of 2021 asks other figures than that of 2019; a line is only
-- drawn where both print the cell. Sections 3 and 4 are the same, but for the parts of （六）其他处理, here one sum.
-- A total is over the reports that state it: reports_stating of reports_asked, those whose form prints it, tables that are missing
-- and reports of neither form included.
with wide as materialized (
  select
    c.year, count(*) as reports,
    count(case when c.form = '2019' then 1 end) as form_2019, count(case when c.form = '2021' then 1 end) as form_2021,
    count(c.received) as n_received, sum(c.received) as v_received,
    count(c.carried_in) as n_carried_in, sum(c.carried_in) as v_carried_in,
    count(c.disclosed) as n_disclosed, sum(c.disclosed) as v_disclosed,
    count(c.partly_disclosed) as n_partly_disclosed, sum(c.partly_disclosed) as v_partly_disclosed,
    count(c.withheld) as n_withheld, sum(c.withheld) as v_withheld,
    count(c.unavailable) as n_unavailable, sum(c.unavailable) as v_unavailable,
    count(c.declined) as n_declined, sum(c.declined) as v_declined,
    count(c.other) as n_other, sum(c.other) as v_other,
    count(c.outcome_total) as n_outcome_total, sum(c.outcome_total) as v_outcome_total,
    count(c.carried_out) as n_carried_out, sum(c.carried_out) as v_carried_out,
    count(c.reconsideration_total) as n_reconsideration_total, sum(c.reconsideration_total) as v_reconsideration_total,
    count(c.litigation_total) as n_litigation_total, sum(c.litigation_total) as v_litigation_total,
    count(s.rules_issued) as n_rules_issued, sum(s.rules_issued) as v_rules_issued,
    count(s.rules_repealed) as n_rules_repealed, sum(s.rules_repealed) as v_rules_repealed,
    count(s.rules_in_force) as n_rules_in_force, sum(s.rules_in_force) as v_rules_in_force,
    count(s.rules_newly_made) as n_rules_newly_made, sum(s.rules_newly_made) as v_rules_newly_made,
    count(s.rules_newly_disclosed) as n_rules_newly_disclosed, sum(s.rules_newly_disclosed) as v_rules_newly_disclosed,
    count(s.rules_disclosed_total) as n_rules_disclosed_total, sum(s.rules_disclosed_total) as v_rules_disclosed_total,
    count(s.normative_documents_issued) as n_normative_documents_issued, sum(s.normative_documents_issued) as v_normative_documents_issued,
    count(s.normative_documents_repealed) as n_normative_documents_repealed, sum(s.normative_documents_repealed) as v_normative_documents_repealed,
    count(s.normative_documents_in_force) as n_normative_documents_in_force, sum(s.normative_documents_in_force) as v_normative_documents_in_force,
    count(s.normative_documents_newly_made) as n_normative_documents_newly_made, sum(s.normative_documents_newly_made) as v_normative_documents_newly_made,
    count(s.normative_documents_newly_disclosed) as n_normative_documents_newly_disclosed, sum(s.normative_documents_newly_disclosed) as v_normative_documents_newly_disclosed,
    count(s.normative_documents_disclosed_total) as n_normative_documents_disclosed_total, sum(s.normative_documents_disclosed_total) as v_normative_documents_disclosed_total,
    count(s.licensing_prior_items) as n_licensing_prior_items, sum(s.licensing_prior_items) as v_licensing_prior_items,
    count(s.licensing_item_change) as n_licensing_item_change, sum(s.licensing_item_change) as v_licensing_item_change,
    count(s.licensing_decisions) as n_licensing_decisions, sum(s.licensing_decisions) as v_licensing_decisions,
    count(s.other_services_prior_items) as n_other_services_prior_items, sum(s.other_services_prior_items) as v_other_services_prior_items,
    count(s.other_services_item_change) as n_other_services_item_change, sum(s.other_services_item_change) as v_other_services_item_change,
    count(s.other_services_decisions) as n_other_services_decisions, sum(s.other_services_decisions) as v_other_services_decisions,
    count(s.penalty_prior_items) as n_penalty_prior_items, sum(s.penalty_prior_items) as v_penalty_prior_items,
    count(s.penalty_item_change) as n_penalty_item_change, sum(s.penalty_item_change) as v_penalty_item_change,
    count(s.penalty_decisions) as n_penalty_decisions, sum(s.penalty_decisions) as v_penalty_decisions,
    count(s.coercion_prior_items) as n_coercion_prior_items, sum(s.coercion_prior_items) as v_coercion_prior_items,
    count(s.coercion_item_change) as n_coercion_item_change, sum(s.coercion_item_change) as v_coercion_item_change,
    count(s.coercion_decisions) as n_coercion_decisions, sum(s.coercion_decisions) as v_coercion_decisions,
    count(s.fees_prior_items) as n_fees_prior_items, sum(s.fees_prior_items) as v_fees_prior_items,
    count(s.fees_item_change) as n_fees_item_change, sum(s.fees_item_change) as v_fees_item_change,
    count(s.fees_amount_10k_yuan) as n_fees_amount_10k_yuan, sum(s.fees_amount_10k_yuan) as v_fees_amount_10k_yuan,
    count(s.procurement_projects) as n_procurement_projects, sum(s.procurement_projects) as v_procurement_projects,
    count(s.procurement_amount_10k_yuan) as n_procurement_amount_10k_yuan, sum(s.procurement_amount_10k_yuan) as v_procurement_amount_10k_yuan
  from report_summary as c
  join section20_figure as s on s.report_id = c.report_id
  where (:agency is null or instr(c.agency || ' ' || c.agency_full_name, :agency) > 0)
    and (:region is null or substr(c.division_code, 1, length(:region)) = :region)
    and (:level is null or c.level = :level)
    and (:kind is null or c.kind = :kind)
    and (c.scope = :scope or (:scope is null and c.report_id in (select report_id from counted_report)))
  group by c.year
),
cell(item, measure, year, reports, form_2019, form_2021, stating, total) as (
  select 'rules', 'issued', year, reports, form_2019, form_2021, n_rules_issued, v_rules_issued from wide
  union all select 'rules', 'repealed', year, reports, form_2019, form_2021, n_rules_repealed, v_rules_repealed from wide
  union all select 'rules', 'in_force', year, reports, form_2019, form_2021, n_rules_in_force, v_rules_in_force from wide
  union all select 'rules', 'newly_made', year, reports, form_2019, form_2021, n_rules_newly_made, v_rules_newly_made from wide
  union all select 'rules', 'newly_disclosed', year, reports, form_2019, form_2021, n_rules_newly_disclosed, v_rules_newly_disclosed from wide
  union all select 'rules', 'disclosed_total', year, reports, form_2019, form_2021, n_rules_disclosed_total, v_rules_disclosed_total from wide
  union all select 'normative_documents', 'issued', year, reports, form_2019, form_2021, n_normative_documents_issued, v_normative_documents_issued from wide
  union all select 'normative_documents', 'repealed', year, reports, form_2019, form_2021, n_normative_documents_repealed, v_normative_documents_repealed from wide
  union all select 'normative_documents', 'in_force', year, reports, form_2019, form_2021, n_normative_documents_in_force, v_normative_documents_in_force from wide
  union all select 'normative_documents', 'newly_made', year, reports, form_2019, form_2021, n_normative_documents_newly_made, v_normative_documents_newly_made from wide
  union all select 'normative_documents', 'newly_disclosed', year, reports, form_2019, form_2021, n_normative_documents_newly_disclosed, v_normative_documents_newly_disclosed from wide
  union all select 'normative_documents', 'disclosed_total', year, reports, form_2019, form_2021, n_normative_documents_disclosed_total, v_normative_documents_disclosed_total from wide
  union all select 'licensing', 'prior_items', year, reports, form_2019, form_2021, n_licensing_prior_items, v_licensing_prior_items from wide
  union all select 'licensing', 'item_change', year, reports, form_2019, form_2021, n_licensing_item_change, v_licensing_item_change from wide
  union all select 'licensing', 'decisions', year, reports, form_2019, form_2021, n_licensing_decisions, v_licensing_decisions from wide
  union all select 'other_services', 'prior_items', year, reports, form_2019, form_2021, n_other_services_prior_items, v_other_services_prior_items from wide
  union all select 'other_services', 'item_change', year, reports, form_2019, form_2021, n_other_services_item_change, v_other_services_item_change from wide
  union all select 'other_services', 'decisions', year, reports, form_2019, form_2021, n_other_services_decisions, v_other_services_decisions from wide
  union all select 'penalty', 'prior_items', year, reports, form_2019, form_2021, n_penalty_prior_items, v_penalty_prior_items from wide
  union all select 'penalty', 'item_change', year, reports, form_2019, form_2021, n_penalty_item_change, v_penalty_item_change from wide
  union all select 'penalty', 'decisions', year, reports, form_2019, form_2021, n_penalty_decisions, v_penalty_decisions from wide
  union all select 'coercion', 'prior_items', year, reports, form_2019, form_2021, n_coercion_prior_items, v_coercion_prior_items from wide
  union all select 'coercion', 'item_change', year, reports, form_2019, form_2021, n_coercion_item_change, v_coercion_item_change from wide
  union all select 'coercion', 'decisions', year, reports, form_2019, form_2021, n_coercion_decisions, v_coercion_decisions from wide
  union all select 'fees', 'prior_items', year, reports, form_2019, form_2021, n_fees_prior_items, v_fees_prior_items from wide
  union all select 'fees', 'item_change', year, reports, form_2019, form_2021, n_fees_item_change, v_fees_item_change from wide
  union all select 'fees', 'amount_10k_yuan', year, reports, form_2019, form_2021, n_fees_amount_10k_yuan, v_fees_amount_10k_yuan from wide
  union all select 'procurement', 'projects', year, reports, form_2019, form_2021, n_procurement_projects, v_procurement_projects from wide
  union all select 'procurement', 'amount_10k_yuan', year, reports, form_2019, form_2021, n_procurement_amount_10k_yuan, v_procurement_amount_10k_yuan from wide
),
asked as (
  select
    c.*, p.in_2019, p.in_2021,
    -- A report of both forms, or of neither that is known, may print every cell that is in use.
    p.in_2019 * c.form_2019 + p.in_2021 * c.form_2021 as printed, c.reports - c.form_2019 - c.form_2021 as unsure
  from cell as c
  join form_cell as p on p.table_name = 'section20' and p.row_code = c.item and p.column_code = c.measure
),
line(section, place, column_place, indicator, measure, item_label, measure_label, year, reports_asked, reports_stating, total, comparable) as (
  select 3, 1, 0, 'received', null, null, null, year, reports, n_received, 1.0 * v_received, 'all years' from wide
  union all
  select 3, 2, 0, 'carried_in', null, null, null, year, reports, n_carried_in, 1.0 * v_carried_in, 'all years' from wide
  union all
  select 3, 3, 0, 'disclosed', null, null, null, year, reports, n_disclosed, 1.0 * v_disclosed, 'all years' from wide
  union all
  select 3, 4, 0, 'partly_disclosed', null, null, null, year, reports, n_partly_disclosed, 1.0 * v_partly_disclosed, 'all years' from wide
  union all
  select 3, 5, 0, 'withheld', null, null, null, year, reports, n_withheld, 1.0 * v_withheld, 'all years' from wide
  union all
  select 3, 6, 0, 'unavailable', null, null, null, year, reports, n_unavailable, 1.0 * v_unavailable, 'all years' from wide
  union all
  select 3, 7, 0, 'declined', null, null, null, year, reports, n_declined, 1.0 * v_declined, 'all years' from wide
  union all
  select 3, 8, 0, 'other', null, null, null, year, reports, n_other, 1.0 * v_other, 'all years' from wide
  union all
  select 3, 9, 0, 'outcome_total', null, null, null, year, reports, n_outcome_total, 1.0 * v_outcome_total, 'all years' from wide
  union all
  select 3, 10, 0, 'carried_out', null, null, null, year, reports, n_carried_out, 1.0 * v_carried_out, 'all years' from wide
  union all
  select 4, 11, 0, 'reconsideration_total', null, null, null, year, reports, n_reconsideration_total, 1.0 * v_reconsideration_total, 'all years' from wide
  union all
  select 4, 12, 0, 'litigation_total', null, null, null, year, reports, n_litigation_total, 1.0 * v_litigation_total, 'all years' from wide
  union all
  select
    2, row.ordinal, col.ordinal, a.item, a.measure,
    case :lang when 'en' then row.label_en else row.label_zh end, case :lang when 'en' then col.label_en else col.label_zh end,
    a.year, a.printed + a.unsure, a.stating, 1.0 * a.total,
    case when a.in_2019 = 1 and a.in_2021 = 1 then 'all years' when a.in_2019 = 1 then 'form of 2019 only' else 'form of 2021 only' end
  from asked as a
  join form_row as row on row.table_name = 'section20' and row.row_code = a.item
  join form_column as col on col.table_name = 'section20' and col.column_code = a.measure
  where a.printed > 0 or a.stating > 0
)
select section, indicator, measure, item_label, measure_label, year, reports_asked, reports_stating, total, comparable
from line
order by section, place, indicator, column_place, measure, year
