-- 库中报告的口径 / The scopes of the reports in the database
select distinct scope as value from current_report order by 1
