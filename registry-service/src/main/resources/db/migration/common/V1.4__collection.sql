-- Removing versions, and collecting what only they needed.

alter table published_version add column removed_by varchar;
alter table published_version add column removed_at timestamp(6) with time zone;
alter table published_version add column remove_reason varchar;

-- Who relies on chunks and files that nothing refers to yet: pushes, and blobs put one by one.
create table lease_holder (
    holder varchar(256) primary key,
    lease_until timestamp(6) with time zone not null
);
create table lease (
    holder varchar(256) not null references lease_holder (holder) on delete cascade,
    digest varchar(64) not null,
    primary key (holder, digest)
);
create index lease_digest on lease (digest, holder);

-- What nothing needed when it was looked at, since when.
create table condemned_blob (
    digest varchar(64) primary key,
    condemned_at timestamp(6) with time zone not null
);
create table condemned_chunk (
    digest varchar(64) primary key,
    condemned_at timestamp(6) with time zone not null
);

-- Filled anew by each collection, which locks the one row below.
create table needed_chunk (
    digest varchar(64) primary key
);
create table collection_lock (
    id integer primary key
);
insert into collection_lock (id) values (1);

-- A pack that has lost chunks is not the pack any more that its digest names: sent again, it is stored again.
alter table stored_pack add column shrunk_digest varchar(64);
-- When it last lost one to another place, from which it may be being read still.
alter table stored_pack add column shrunk_at timestamp(6) with time zone;
create index stored_blob_recipe on stored_blob (recipe_key);

-- What a namespace may hold, and what it does: the sizes of all files of all versions that are not removed.
create table namespace_use (
    namespace varchar(64) primary key,
    used_bytes bigint not null,
    quota_bytes bigint
);
insert into namespace_use (namespace, used_bytes)
select n.namespace, coalesce(sum(f.size_bytes), 0)
from name_entry n
    join published_version v on v.name_id = n.id
    join version_file f on f.version_id = v.id
group by n.namespace;
