-- Where each finding of a report stands.

alter table finding add column line integer; -- of the row or sentence that `actual` stands on, NULL where it is no one line
