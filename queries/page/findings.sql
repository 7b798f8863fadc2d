-- 一份报告的不一致之处 / The disagreements of a report
-- :report_id int  报告编号 / number of the report
select f.severity, f.rule, f.subject, f.line, f.message
from all_finding as f
left join rule as d on d.rule = f.rule
where f.report_id = :report_id
order by case f.severity when 'error' then 1 when 'warning' then 2 else 3 end, d.ordinal, f.line is null, f.line, f.subject, f.message
