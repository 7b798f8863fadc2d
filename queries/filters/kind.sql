-- 库中机关的类型 / The kinds of agencies in the database
select distinct kind as value from agency order by 1
