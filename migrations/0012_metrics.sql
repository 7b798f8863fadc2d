-- What the rates and other derived figures mean, and which reports a sum over bodies takes.

-- Derived figures: a column of a query that holds one names it, so that a number and its definition never part.
create table metric (
    code       text primary key, -- name, by which queries refer to it; mostly that of the column
    ordinal    integer not null, -- order of the list, from 1
    label_zh   text not null,    -- Chinese name
    label_en   text not null,    -- English name
    formula    text not null,    -- in the columns of report_summary and others printed with it; of several reports, in their sums
    unit       text not null     -- share: fraction of 1; points: difference of two shares
               check (unit in ('share', 'points', 'ratio', 'count', 'score')),
    caveat_zh  text not null,    -- what it does not say
    caveat_en  text not null     -- the same in English
) strict, without rowid;

-- Current reports that a sum over bodies takes: no consolidated report, since it holds the figures of other reports, and of a body
-- that has a report of its own figures beside one that does not say whose they are, the former.
create view counted_report as
select r.report_id, r.agency_id, r.year
from report as r
where r.status = 'current' and r.scope <> 'consolidated'
  and not (r.scope = 'unknown' and exists (
      select 1
      from report as own
      where own.agency_id = r.agency_id and own.year = r.year and own.scope = 'own' and own.status = 'current'
  ));
