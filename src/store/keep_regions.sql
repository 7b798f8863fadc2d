-- Keeps what was worked out of the stale regions. Findings come first: they are worked out of stale regions only.
savepoint keep_regions;
delete from rollup_finding_kept where region_code in (select region_code from region_stale where year = 0);
delete from rollup_finding_kept where (region_code, year) in (select region_code, year from region_stale);
insert into rollup_finding_kept select * from due_rollup;
delete from region_report_kept where region_code in (select region_code from region_stale where year = 0);
delete from region_report_kept where (region_code, year) in (select region_code, year from region_stale);
insert into region_report_kept select region_code, year, report_id, role from due_region_report;
delete from region_stale;
release keep_regions;
