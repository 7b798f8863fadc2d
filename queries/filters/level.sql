-- 库中机关的层级 / The levels of agencies in the database
select distinct level as value from agency where level is not null order by 1
