-- Chunks encoded against other chunks, and the work of doing so.

create unique index stored_pack_key on stored_pack (object_key);

-- The bases of locations once more, for finding what leans on a chunk.
create table chunk_base (
    base_digest varchar(64) not null,
    pack_id bigint not null,
    position integer not null,
    primary key (base_digest, pack_id, position),
    constraint chunk_base_location foreign key (pack_id, position) references chunk_location (pack_id, position) on delete cascade
);
create index chunk_base_of on chunk_base (pack_id, position);

-- Which chunks a file is made of. What was stored before this step has none until it is added again with them.
create table blob_chunk (
    blob_digest varchar(64) not null references stored_blob (digest),
    chunk_digest varchar(64) not null,
    primary key (blob_digest, chunk_digest)
);
create index blob_chunk_of on blob_chunk (chunk_digest, blob_digest);

-- Objects that nothing refers to any more, until they are deleted.
create table retired_pack (
    object_key varchar(512) primary key,
    retired_at timestamp(6) with time zone not null
);
create index retired_pack_at on retired_pack (retired_at, object_key);

-- Who adds locations with bases, or drops locations, locks this one row.
create table encoding_lock (
    id integer primary key
);
insert into encoding_lock (id) values (1);

-- One row for each version that is to be encoded, or was.
create table encoding_job (
    version_id bigint primary key references published_version (id),
    state varchar(16) not null,
    due_at timestamp(6) with time zone not null,
    attempts integer not null,
    worker varchar,
    lease_until timestamp(6) with time zone,
    finished_at timestamp(6) with time zone,
    chunks bigint,
    before_bytes bigint,
    after_bytes bigint,
    problem varchar
);
create index encoding_job_due on encoding_job (state, due_at, version_id);

-- Versions that are there already are encoded in the order in which they came, parents first.
insert into encoding_job (version_id, state, due_at, attempts)
select id, 'WAITING', created_at, 0 from published_version;
