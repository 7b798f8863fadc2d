-- Keeps the findings between the stale reports and others. A name that is as clear as it was changes nothing.
savepoint keep_findings;
insert into between_stale
select r.report_id
from name_stale as s
cross join agency as a on a.name = s.name
cross join report as r on r.agency_id = a.agency_id
where exists (select 1 from name_unclear as u where u.name = s.name)
   <> exists (select 1 from name_unclear_kept as k where k.name = s.name)
on conflict do nothing;
delete from name_unclear_kept where name in (select name from name_stale);
insert into name_unclear_kept
select s.name from name_stale as s where exists (select 1 from name_unclear as u where u.name = s.name);
delete from name_stale;
delete from between_finding_kept where report_id in (select report_id from between_stale);
insert into between_finding_kept select * from due_finding;
delete from between_stale;
release keep_findings;
