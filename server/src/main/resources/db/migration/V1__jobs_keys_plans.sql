-- Common to H2 (in its PostgreSQL mode) and PostgreSQL. Amounts are US dollars.

-- total is absent where the user has no plan; unlimited plans have no total to reach.
create table users (
    name varchar(255) primary key,
    unlimited boolean not null,
    total numeric(20, 6),
    used numeric(20, 6) default 0 not null,
    reserved numeric(20, 6) default 0 not null
);

-- Tokens are signed again from id, ips and created_at when they are asked for; only their hashes are kept.
create table api_keys (
    id uuid primary key,
    user_name varchar(255) not null references users (name),
    name varchar(255) not null,
    token_hash varchar(64) not null unique,
    allowed_paths text not null,
    ips text not null,
    created_at timestamp with time zone not null,
    last_used_at timestamp with time zone,
    uses bigint default 0 not null
);

create index api_keys_of_user on api_keys (user_name, created_at);

-- owner is the id of a key, and empty while no key is asked for.
create table jobs (
    id uuid primary key,
    owner varchar(64) not null,
    idempotency_key varchar(255),
    request_digest varchar(64) not null,
    state varchar(16) not null,
    resumable boolean not null,
    attempts integer default 0 not null,
    model varchar(255) not null,
    cost numeric(20, 6),
    error text,
    created_at timestamp with time zone not null,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    unique (owner, idempotency_key)
);

create index jobs_by_state on jobs (state, created_at);
create index jobs_by_end on jobs (finished_at);

-- Large, so apart from what changes while a job runs. A request is kept until its job ends, for it to run again after a crash.
create table job_requests (
    job_id uuid primary key references jobs (id) on delete cascade,
    content bytea not null
);

create table job_results (
    job_id uuid primary key references jobs (id) on delete cascade,
    content bytea not null
);

-- One for each job that somebody pays for: reserved before the work, then booked (and kept, also without the job) or deleted.
create table charges (
    job_id uuid primary key,
    user_name varchar(255) not null references users (name),
    state varchar(16) not null,
    amount numeric(20, 6) not null,
    model varchar(255) not null,
    at timestamp with time zone not null
);

create index charges_of_user on charges (user_name, at);
