-- 库中版式问题的代码 / The codes of the problems in the database
select distinct code as value from problem order by 1
