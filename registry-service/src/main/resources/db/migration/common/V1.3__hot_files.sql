-- Files whose raw bytes are kept once more, whole. A cache: rows and objects may be deleted at any moment, so nothing refers to them
-- and they refer to nothing.
create table hot_file (
    blob_digest varchar(64) primary key,
    object_key varchar(512) not null,
    size_bytes bigint not null,
    used_at timestamp(6) with time zone not null,
    constraint hot_file_key unique (object_key)
);
create index hot_file_used on hot_file (used_at, object_key);
