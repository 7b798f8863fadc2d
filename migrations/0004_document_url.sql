-- A page fetched again is found by its address.
create index document_url on document (url) where url is not null;
