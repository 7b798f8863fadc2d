-- 库中的年份 / The years in the database
select distinct year as value from current_report where year is not null order by 1
