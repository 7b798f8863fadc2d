-- How exactly a figure of the prose is stated: a share of 40.00 % is more exact than one of 40 %.

alter table narrative_figure add column printed text not null default ''; -- its digits, empty where the prose says that there was none
