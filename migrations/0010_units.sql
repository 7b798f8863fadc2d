-- What decided a report's scope, and what a roll-up adds up.

alter table report add column scope_why text; -- the printed words that decided the scope, NULL where it is unknown

create index report_consolidated on report (agency_id, year) where status = 'current' and scope = 'consolidated';

-- Consolidated reports and the reports that their figures are made of.
create view region_unit as
select whole.report_id, whole.year, whole.division_code, part.report_id as unit_report_id, part.role
from region_whole as whole
join region_report as part on part.region_code = whole.division_code and part.year = whole.year
where part.role in ('unit', 'child');
