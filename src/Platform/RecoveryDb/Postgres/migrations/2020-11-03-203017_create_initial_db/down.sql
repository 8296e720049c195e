DROP TABLE reports;
DROP TABLE user_events;
DROP TYPE user_event_type;
DROP INDEX idx_ingested_blocks__block_number;
DROP TABLE ingested_blocks;
DROP TABLE ingest_invocations;
DROP TABLE ingress_keys;
