-- Pictures of ended jobs as files, one row each, instead of one protocol's JSON with all of them.
create table job_pictures (
    job_id uuid not null references jobs (id) on delete cascade,
    number integer not null,
    id uuid not null,
    seed bigint not null,
    content bytea not null,
    primary key (job_id, number)
);

-- By which protocol a job was asked for, and why one failed.
alter table jobs add column protocol varchar(32) default 'imagesdxl' not null;
alter table jobs add column reason varchar(16);

-- What these tables hold from before is brought into the new form by V3.
