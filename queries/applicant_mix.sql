-- 申请人构成 / Who applies, by year
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- metrics: natural_person_share=applicant_share commercial_enterprise_share=applicant_share research_institution_share=applicant_share public_welfare_org_share=applicant_share legal_service_org_share=applicant_share other_org_share=applicant_share
-- chart: stacked x=year y=natural_person_share,commercial_enterprise_share,research_institution_share,public_welfare_org_share,legal_service_org_share,other_org_share
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
    and (:level is null or r.level = :level)
    and (:kind is null or r.kind = :kind)
    and (r.scope = :scope or (:scope is null and r.report_id in (select report_id from counted_report)))
)
select
  year, count(*) as reports, count(everyone) as reports_summed, sum(everyone) as received_new,
  1.0 * sum(case when everyone is not null then natural_person end) / nullif(sum(everyone), 0) as natural_person_share,
  1.0 * sum(case when everyone is not null then commercial_enterprise end) / nullif(sum(everyone), 0) as commercial_enterprise_share,
  1.0 * sum(case when everyone is not null then research_institution end) / nullif(sum(everyone), 0) as research_institution_share,
  1.0 * sum(case when everyone is not null then public_welfare_org end) / nullif(sum(everyone), 0) as public_welfare_org_share,
  1.0 * sum(case when everyone is not null then legal_service_org end) / nullif(sum(everyone), 0) as legal_service_org_share,
  1.0 * sum(case when everyone is not null then other_org end) / nullif(sum(everyone), 0) as other_org_share
from received
group by year
order by year desc
