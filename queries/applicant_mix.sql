-- 申请人构成 / Who applies, by year
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- Applications received in the year. Only reports that state all six kinds are summed: reports_summed of reports.
with received as (
  select
    r.year, o.natural_person, o.commercial_enterprise, o.research_institution, o.public_welfare_org,
    o.legal_service_org, o.other_org,
    o.natural_person + o.commercial_enterprise + o.research_institution + o.public_welfare_org
      + o.legal_service_org + o.other_org as everyone
  from current_report as r
  left join application_outcome as o on o.report_id = r.report_id and o.outcome = 'received_new'
  where (:year is null or r.year = :year)
    and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
    and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
    and (r.scope = :scope or (:scope is null and r.scope <> 'consolidated'))
),
known as (select * from received where everyone is not null)
select
  year,
  (select count(*) from received where received.year = known.year) as reports,
  count(*) as reports_summed,
  sum(everyone) as received_new,
  1.0 * sum(natural_person) / nullif(sum(everyone), 0) as natural_person_share,
  1.0 * sum(commercial_enterprise) / nullif(sum(everyone), 0) as commercial_enterprise_share,
  1.0 * sum(research_institution) / nullif(sum(everyone), 0) as research_institution_share,
  1.0 * sum(public_welfare_org) / nullif(sum(everyone), 0) as public_welfare_org_share,
  1.0 * sum(legal_service_org) / nullif(sum(everyone), 0) as legal_service_org_share,
  1.0 * sum(other_org) / nullif(sum(everyone), 0) as other_org_share
from known
group by year
order by year desc
