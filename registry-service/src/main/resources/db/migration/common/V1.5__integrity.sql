-- What a scrub found, and when it looked.

alter table chunk_location add column bad_at timestamp(6) with time zone;
alter table stored_blob add column bad_at timestamp(6) with time zone;
alter table stored_pack add column verified_at timestamp(6) with time zone default current_timestamp not null;
create index stored_pack_verified on stored_pack (verified_at, object_key);
