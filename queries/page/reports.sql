-- 一个机关某年的报告 / An agency's reports of a year
-- :agency_id int  机关编号 / number of the agency
-- :year int  年份 / year
select r.report_id, r.scope, d.url, d.path
from report as r
left join document as d on d.document_id = r.document_id
where r.agency_id = :agency_id and r.year = :year and r.status = 'current'
order by r.scope, r.report_id
