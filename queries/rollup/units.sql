-- 地区汇总的单位 / The units that a region's sum is made of
-- :region text  六位代码 / code, six digits
-- :year int  年份 / year of the reports
-- Roles as in the view region_report: unit and child are summed; missing is known from the years beside it, or a division without its sum.
select u.role, u.report_id, r.agency_full_name as agency, r.form, r.scope
from region_report as u
join current_report as r on r.report_id = u.report_id
where u.region_code = :region and u.year = :year
union all
select 'missing', null, name, null, null
from (select distinct name from region_missing where region_code = :region and year = :year)
order by 1, 3, 2
