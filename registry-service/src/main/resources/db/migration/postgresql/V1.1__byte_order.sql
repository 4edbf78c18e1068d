-- Names are listed in the order of their bytes on every database; a locale's order would change with the operating system's
-- libraries, and indexes in it would break.
alter table name_entry alter column namespace type varchar(64) collate "C", alter column name type varchar(64) collate "C";
alter table alias_entry alter column alias type varchar(64) collate "C";
alter table version_label alter column label type varchar(64) collate "C";
alter table published_version alter column digest type varchar(64) collate "C";
alter table lineage_edge drop constraint lineage_edge_from_id_fkey, drop constraint lineage_edge_to_id_fkey;
alter table lineage_node alter column node_id type varchar(1100) collate "C";
alter table lineage_edge
    alter column from_id type varchar(1100) collate "C",
    alter column to_id type varchar(1100) collate "C",
    add foreign key (from_id) references lineage_node (node_id),
    add foreign key (to_id) references lineage_node (node_id);
