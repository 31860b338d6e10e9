-- Keys whose holders may pull and delete models.
alter table api_keys add column operator boolean default false not null;
