-- The digits of a figure as printed, empty where the prose says that there was none: 40.00 % is more exact than 40 %.
alter table narrative_figure add column printed text not null default '';
