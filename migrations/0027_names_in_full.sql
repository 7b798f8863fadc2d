-- Of one body some reports say 文广旅局, others 文化广电和旅游局: a body is found by each full name that its reports say.
create index report_origin_full_name on report_origin (full_name) where full_name is not null;
