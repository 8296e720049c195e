-- Keys that ingest enclaves open hints with.
CREATE TABLE ingress_keys (
    ingress_public_key bytea PRIMARY KEY,
    start_block bigint NOT NULL,
    pubkey_expiry bigint NOT NULL DEFAULT 0,
    retired boolean NOT NULL DEFAULT false,
    lost boolean NOT NULL DEFAULT false
);

-- Runs of ingest enclaves, each with an egress key of its own.
CREATE TABLE ingest_invocations (
    id bigserial PRIMARY KEY,
    ingress_public_key bytea NOT NULL,
    egress_public_key bytea NOT NULL UNIQUE,
    last_active_at timestamp NOT NULL,
    start_block bigint NOT NULL,
    decommissioned boolean NOT NULL DEFAULT false,
    rng_version int NOT NULL,
    CONSTRAINT ingest_invocations__fk_ingress_keys FOREIGN KEY (ingress_public_key) REFERENCES ingress_keys (ingress_public_key)
);

-- A row a block and ingress key: the second unique constraint is what keeps two ingests with one key apart.
CREATE TABLE ingested_blocks (
    id bigserial PRIMARY KEY,
    ingest_invocation_id bigint NOT NULL,
    ingress_public_key bytea NOT NULL,
    block_number bigint NOT NULL,
    cumulative_txo_count bigint NOT NULL,
    block_signature_timestamp bigint NOT NULL,
    proto_ingested_block_data bytea NOT NULL,
    CONSTRAINT ingested_blocks__fk_ingest_invocation FOREIGN KEY (ingest_invocation_id) REFERENCES ingest_invocations (id),
    CONSTRAINT ingest_invocations__fk_ingress_keys FOREIGN KEY (ingress_public_key) REFERENCES ingress_keys (ingress_public_key),
    UNIQUE (ingest_invocation_id, block_number),
    UNIQUE (ingress_public_key, block_number)
);
CREATE INDEX idx_ingested_blocks__block_number ON ingested_blocks (block_number);
-- Rows are never changed nor deleted.
ALTER TABLE ingested_blocks SET (autovacuum_enabled = false, toast.autovacuum_enabled = false);

-- What users learn beside their records, in the order of the ids.
CREATE TYPE user_event_type AS ENUM ('new_ingest_invocation', 'decommission_ingest_invocation', 'missing_blocks');
CREATE TABLE user_events (
    id bigserial PRIMARY KEY,
    event_type user_event_type NOT NULL,
    new_ingest_invocation_id bigint NULL UNIQUE,
    decommission_ingest_invocation_id bigint NULL UNIQUE,
    missing_blocks_start bigint NULL,
    missing_blocks_end bigint NULL,
    CONSTRAINT user_events__fk_new_ingest_invocation FOREIGN KEY (new_ingest_invocation_id) REFERENCES ingest_invocations (id),
    CONSTRAINT user_events__fk_decommissioned_ingest_invocation FOREIGN KEY (decommission_ingest_invocation_id) REFERENCES ingest_invocations (id),
    UNIQUE (missing_blocks_start, missing_blocks_end)
);
CREATE INDEX idx_user_events__event_type__id ON user_events (event_type, id);
ALTER TABLE user_events SET (autovacuum_enabled = false, toast.autovacuum_enabled = false);

-- What the report server gives out.
CREATE TABLE reports (
    id bigserial PRIMARY KEY,
    ingress_public_key bytea NOT NULL,
    ingest_invocation_id bigint NULL,
    fog_report_id varchar(64) NOT NULL UNIQUE,
    report bytea NOT NULL,
    pubkey_expiry bigint NOT NULL,
    CONSTRAINT reports__fk_ingress_key FOREIGN KEY (ingress_public_key) REFERENCES ingress_keys (ingress_public_key),
    CONSTRAINT reports__fk_ingest_invocation FOREIGN KEY (ingest_invocation_id) REFERENCES ingest_invocations (id)
);
