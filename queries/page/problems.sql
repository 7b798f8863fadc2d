-- 一份报告与表式不符之处 / Where a report does not fit the form
-- :report_id int  报告编号 / number of the report
select code, line, message
from problem
where report_id = :report_id
order by line, ordinal
