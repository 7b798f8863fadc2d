-- Section 2 of each report in one row, kept: sums over all reports would have to sort ten times as many rows of section20.

-- The cells of section20, one row a report, written with it as report_figure is. NULL where the report leaves the cell open or does not
-- print it.
create table section20_figure (
    report_id integer primary key references report (report_id), -- the report
    rules_issued integer,
    rules_repealed integer,
    rules_in_force integer,
    rules_newly_made integer,
    rules_newly_disclosed integer,
    rules_disclosed_total integer,
    normative_documents_issued integer,
    normative_documents_repealed integer,
    normative_documents_in_force integer,
    normative_documents_newly_made integer,
    normative_documents_newly_disclosed integer,
    normative_documents_disclosed_total integer,
    licensing_prior_items integer,
    licensing_item_change integer,
    licensing_decisions integer,
    other_services_prior_items integer,
    other_services_item_change integer,
    other_services_decisions integer,
    penalty_prior_items integer,
    penalty_item_change integer,
    penalty_decisions integer,
    coercion_prior_items integer,
    coercion_item_change integer,
    coercion_decisions integer,
    fees_prior_items integer,
    fees_item_change integer,
    fees_amount_10k_yuan real,
    procurement_projects integer,
    procurement_amount_10k_yuan real
) strict;

-- The cells of section20_figure, from the printed rows.
create view worked_out_section20 as
select
    r.report_id,
    max(case when s.item = 'rules' then s.issued end) as rules_issued,
    max(case when s.item = 'rules' then s.repealed end) as rules_repealed,
    max(case when s.item = 'rules' then s.in_force end) as rules_in_force,
    max(case when s.item = 'rules' then s.newly_made end) as rules_newly_made,
    max(case when s.item = 'rules' then s.newly_disclosed end) as rules_newly_disclosed,
    max(case when s.item = 'rules' then s.disclosed_total end) as rules_disclosed_total,
    max(case when s.item = 'normative_documents' then s.issued end) as normative_documents_issued,
    max(case when s.item = 'normative_documents' then s.repealed end) as normative_documents_repealed,
    max(case when s.item = 'normative_documents' then s.in_force end) as normative_documents_in_force,
    max(case when s.item = 'normative_documents' then s.newly_made end) as normative_documents_newly_made,
    max(case when s.item = 'normative_documents' then s.newly_disclosed end) as normative_documents_newly_disclosed,
    max(case when s.item = 'normative_documents' then s.disclosed_total end) as normative_documents_disclosed_total,
    max(case when s.item = 'licensing' then s.prior_items end) as licensing_prior_items,
    max(case when s.item = 'licensing' then s.item_change end) as licensing_item_change,
    max(case when s.item = 'licensing' then s.decisions end) as licensing_decisions,
    max(case when s.item = 'other_services' then s.prior_items end) as other_services_prior_items,
    max(case when s.item = 'other_services' then s.item_change end) as other_services_item_change,
    max(case when s.item = 'other_services' then s.decisions end) as other_services_decisions,
    max(case when s.item = 'penalty' then s.prior_items end) as penalty_prior_items,
    max(case when s.item = 'penalty' then s.item_change end) as penalty_item_change,
    max(case when s.item = 'penalty' then s.decisions end) as penalty_decisions,
    max(case when s.item = 'coercion' then s.prior_items end) as coercion_prior_items,
    max(case when s.item = 'coercion' then s.item_change end) as coercion_item_change,
    max(case when s.item = 'coercion' then s.decisions end) as coercion_decisions,
    max(case when s.item = 'fees' then s.prior_items end) as fees_prior_items,
    max(case when s.item = 'fees' then s.item_change end) as fees_item_change,
    max(case when s.item = 'fees' then s.amount_10k_yuan end) as fees_amount_10k_yuan,
    max(case when s.item = 'procurement' then s.projects end) as procurement_projects,
    max(case when s.item = 'procurement' then s.amount_10k_yuan end) as procurement_amount_10k_yuan
from report as r
left join section20 as s on s.report_id = r.report_id
group by r.report_id;

insert into section20_figure select * from worked_out_section20;
