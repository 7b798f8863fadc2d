-- 写入工作簿的表和视图 / The tables and views that go into a workbook
-- What a reader of figures wants; the text of documents and what the program keeps for itself stay out.
with sheet(ordinal, name) as (
  values
    (1, 'report_summary'), (2, 'agency'), (3, 'report'), (4, 'section20'), (5, 'information_fee'),
    (6, 'application_outcome'), (7, 'review_litigation'), (8, 'section'), (9, 'finding'), (10, 'cell_note'),
    (11, 'problem'), (12, 'ingest_file'), (13, 'division'), (14, 'metric')
)
select s.name
from sheet as s
join sqlite_schema as held on held.name = s.name
order by s.ordinal
