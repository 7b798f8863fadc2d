-- 轻重 / The severities
select distinct severity as value from rule order by 1
