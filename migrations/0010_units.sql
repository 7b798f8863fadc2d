-- What decided a report's scope, and what a roll-up adds up.

alter table report add column scope_why text; -- the printed words that decided the scope, NULL where it is unknown

create index report_consolidated on report (agency_id, year) where status = 'current' and scope = 'consolidated';

-- Consolidated reports and the reports that their figures are made of.
create view region_unit as
select whole.report_id, whole.year, whole.division_code, part.report_id as unit_report_id, part.role
from region_whole as whole
join region_report as part on part.region_code = whole.division_code and part.year = whole.year
where part.role in ('unit', 'child');

-- The names of what lacks, eight at most, in the words of a message.
create view region_lacking as
select
    region_code,
    year,
    sum(kind = 'division') as divisions,
    group_concat(name, '、') filter (where place <= 8) as names,
    max(count(*) - 8, 0) as more
from (
    select *, row_number() over (partition by region_code, year order by kind desc, name) as place
    from (select distinct region_code, year, kind, name from region_missing)
    order by region_code, year, place
)
group by region_code, year;

-- The figures of a report that a roll-up adds up: row totals of sections 3 and 4, cells of section 2.
create view rollup_cell as
select report_id, 'application_outcome' as table_name, outcome as code, 'total' as measure, total as value
from outcome_row_total
union all
select report_id, 'review_litigation', channel, 'total', total
from review_filled
union all
select s.report_id, 'section20', s.item, c.column_code,
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
    end
from section20 as s
join form_cell as c on c.table_name = 'section20' and c.row_code = s.item;
