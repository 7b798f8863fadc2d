-- What findings between reports name: each report and the lines of its rows.

-- What each report is called: the path of its document, with #2, #3, ... where it is not the first of several in it.
create view report_source as
select
    r.report_id,
    d.path || case
        when (select count(*) from report as a where a.document_id = r.document_id and a.report_id < r.report_id
              and a.report_id is not r.replaces) > 0
        then '#' || (1 + (select count(*) from report as a where a.document_id = r.document_id
                          and a.report_id < r.report_id and a.report_id is not r.replaces))
        else ''
    end as source
from report as r
join document as d on d.document_id = r.document_id;

-- The lines of the rows of the three tables.
create view row_line as
select report_id, 'section20' as table_name, item as code, line from section20
union all
select report_id, 'application_outcome', outcome, line from application_outcome
union all
select report_id, 'review_litigation', channel, line from review_litigation;
