-- Where agencies sit and how that was found; what became of divisions.

alter table division add column valid_from integer; -- year since which it has the code and the name, NULL from before 2018
alter table division add column valid_to integer; -- year in which it ended, NULL while it lasts
alter table division add column successor_code text; -- of one that ended: the division that took its place

alter table agency rename column resolution to loaded_resolution;
alter table agency add column resolution text not null default 'unresolved' check (resolution in ('exact', 'evidence', 'manual', 'unresolved')); -- exact: its name decides where it sits; evidence: text, address or path do; manual: a manifest; unresolved: nothing does
alter table agency add column why text; -- what decided, or what is missing
alter table agency add column candidates text; -- codes of the divisions it may be, blanks between them, where nothing decides

update agency
set resolution = case loaded_resolution when 'manifest' then 'manual' else 'unresolved' end,
    why = case loaded_resolution
        when 'manifest' then '清单 / the manifest'
        else '由较早的版本载入，未判定 / loaded by an older version, which did not decide'
    end;
alter table agency drop column loaded_resolution;

create index agency_full_name on agency (full_name) where full_name is not null;
