-- 库中的机关 / The agencies in the database
select distinct agency || ' ' || agency_full_name as value from current_report where agency is not null order by 1
