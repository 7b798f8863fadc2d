-- Names of one body differ in the divisions before the county and in how the organ is put: reports are held against each other by what
-- their names have in common. Of reports loaded before that is the name.
alter table report_origin add column stem text; -- name without province and prefecture, its organ in full
update report_origin set stem = name;
create index report_origin_stem on report_origin (stem);
