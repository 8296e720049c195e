#!/usr/bin/env bash
# The operator manual's container: with arguments it executes them; without, it starts fog_ingest_server, report_server, mobilecoind,
# mc-admin-http-gateway and, for AWS_PATH, fog_lmdb_recovery_distribution_upload. Variables:
#   INGEST_PEER_RESPONDER_ID (MC_LOCAL_NODE_ID)      the name by which peers know this node
#   ACCT_INGEST_CLIENT_LISTEN_URI (MC_CLIENT_LISTEN_URI), PEER_LISTEN_URI (MC_PEER_LISTEN_URI), INGEST_ADMIN_URI (MC_ADMIN_LISTEN_URI)
#                                                    where fog_ingest_server listens; the last is also what is shown on 9090
#   REPORT_SERVER_CLIENT_LISTEN_URI, REPORT_SERVER_ADMIN_URI   where report_server listens
#   METRICS_PORT                                     9090 unless given
#   MC_SIGNING_CHAIN, MC_SIGNING_KEY                 what report_server signs with
#   ACCOUNT_DB_DIR (MC_RECOVERY_DB)                  the recovery database, unless DATABASE_URL names one on PostgreSQL; reports are in it,
#                                                    so that REPORT_DB_DIR does nothing
#   NODE_LEDGER_DIR (MC_LEDGER_DB), WATCHER_DB_DIR (MC_WATCHER_DB)   what mobilecoind writes, and fog_ingest_server reads
#   PEERS (MC_PEER), TX_SRC_URLS or TX_SOURCE_URLS (MC_TX_SOURCE_URL)   the validators and the archives that mobilecoind follows
#   MC_MOBILECOIND_URI                               a mobilecoind elsewhere: then none is started here
#   AWS_PATH                                         where the recovery database is archived, s3:// if no scheme is given; none: it is not
#   AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION   for that
#   MC_STATE_FILE, UPLOAD_STATE_FILE                 the state files of fog_ingest_server and of the upload
#   UPLOAD_INTERVAL                                  seconds between uploads, 60 unless given
#   MC_PRIMARY_NODE_URI                              makes this node a backup of another
#   MC_ACTIVATE_WHEN_ALONE                           false: do not become active by itself, as a node without peers does here
#   MC_CHAIN_ID, MC_FOG_REPORT_ID, MC_PEERS, RUST_LOG, SGX_MODE, MC_…   as the programs read them
# Names that begin with MC_ win. Two programs know the same name for different things: each gets its own by its flags.
# When a program ends the others are told to, and its exit code is the container's. SIGTERM and SIGINT go to all of them.
set -euo pipefail

(($# == 0)) || exec "$@"

say() { printf 'entrypoint: %s\n' "$*" >&2; }

chain=${MC_SIGNING_CHAIN:-/certs/tls.crt} key=${MC_SIGNING_KEY:-/certs/tls.key}
for file in "$chain" "$key"; do
    [[ -r $file ]] || { say "$file cannot be read: users' addresses are bound to the chain that signs reports (MC_SIGNING_CHAIN, MC_SIGNING_KEY)"; exit 1; }
done
ledger=${MC_LEDGER_DB:-${NODE_LEDGER_DIR:-/data/ledger}} watcher=${MC_WATCHER_DB:-${WATCHER_DB_DIR:-/data/watcher}}
ingest_admin=${MC_ADMIN_LISTEN_URI:-${INGEST_ADMIN_URI:-insecure-mca://127.0.0.1:8003/}}
peers=${MC_PEER:-${PEERS:-}} archives=${MC_TX_SOURCE_URL:-${TX_SRC_URLS:-${TX_SOURCE_URLS:-}}}
[[ -z ${REPORT_DB_DIR:-} ]] || say "REPORT_DB_DIR does nothing: reports are in the recovery database"

# The database by its flag, or by DATABASE_URL alone, which is not for a command line.
recovery=()
[[ -n ${DATABASE_URL:-} ]] || recovery=(--recovery-db "${MC_RECOVERY_DB:-${ACCOUNT_DB_DIR:-/data/account}}")
# What another program would take for its own.
shared=(-u MC_CLIENT_LISTEN_URI -u MC_ADMIN_LISTEN_URI -u MC_LISTEN_URI -u MC_STATE_FILE -u MC_POLL_INTERVAL -u MC_RECOVERY_DB -u ACCOUNT_DB_DIR)
shared+=(-u MC_LEDGER_DB -u MC_WATCHER_DB -u MC_PEER -u MC_TX_SOURCE_URL -u MC_ACTIVATE_WHEN_ALONE -u MC_PRIMARY_NODE_URI)

stopping=0
declare -A name_of=()

stop_all() {
    stopping=1
    ((${#name_of[@]} == 0)) || kill -TERM "${!name_of[@]}" 2>/dev/null || true
}
trap stop_all TERM INT

start() { # program [argument...]
    ((stopping == 0)) || return 0
    env "${shared[@]}" "$@" &
    name_of[$!]=$1
}

# Waits until a program ends, and tells the others to. Its exit code is the container's; of programs that were told to end, the first that is not 0.
finish() {
    local ended code result=0 decided=0
    while ((${#name_of[@]} > 0)); do
        ended=0 code=0
        wait -n -p ended "${!name_of[@]}" || code=$?
        # A signal ends the waiting, not what is waited for.
        [[ -n ${name_of[${ended:-0}]:-} ]] || continue
        say "${name_of[$ended]} ended with $code"
        unset "name_of[$ended]"
        if ((decided == 0)) && ((stopping == 0 || code != 0)); then
            result=$code decided=1
        fi
        ((stopping)) || stop_all
    done
    exit "$result"
}

start report_server --client-listen-uri "${REPORT_SERVER_CLIENT_LISTEN_URI:-insecure-fog://0.0.0.0:3222/}" \
    --admin-listen-uri "${REPORT_SERVER_ADMIN_URI:-insecure-mca://127.0.0.1:8007/}" --chain-id "${MC_CHAIN_ID:-}" \
    --signing-chain "$chain" --signing-key "$key" "${recovery[@]}"
start mc-admin-http-gateway --listen-host 0.0.0.0 --listen-port "${METRICS_PORT:-9090}" --admin-uri "$ingest_admin"

blocks=(--mobilecoind-uri "${MC_MOBILECOIND_URI:-}")
if [[ -z ${MC_MOBILECOIND_URI:-} ]]; then
    blocks=(--ledger-db "$ledger" --watcher-db "$watcher")
    follow=(--ledger-db "$ledger" --watcher-db "$watcher" --poll-interval "${MC_POLL_INTERVAL:-2}" --chain-id "${MC_CHAIN_ID:-}")
    [[ -z $peers ]] || follow+=(--peer "$peers")
    [[ -z $archives ]] || follow+=(--tx-source-url "$archives")
    [[ -z ${MC_LISTEN_URI:-} ]] || follow+=(--listen-uri "$MC_LISTEN_URI")
    start mobilecoind "${follow[@]}"
    # Only then is there something that fog_ingest_server can open: it takes its first block from an archive.
    there=1
    while ((stopping == 0)) && [[ ! -e $ledger/data.mdb || ! -e $watcher/data.mdb ]]; do
        ((there == 0)) || say "waiting for mobilecoind's first block"
        there=0
        for pid in "${!name_of[@]}"; do
            kill -0 "$pid" 2>/dev/null || finish
        done
        sleep "${WAIT_INTERVAL:-1}" || true
    done
    # A file that is there was made a moment ago, and is filled in the next.
    ((there || stopping)) || sleep "${WAIT_INTERVAL:-1}" || true
fi

ingest=(--client-listen-uri "${MC_CLIENT_LISTEN_URI:-${ACCT_INGEST_CLIENT_LISTEN_URI:-insecure-fog-ingest://0.0.0.0:3226/}}"
    --peer-listen-uri "${MC_PEER_LISTEN_URI:-${PEER_LISTEN_URI:-insecure-igp://0.0.0.0:8090/}}" --admin-listen-uri "$ingest_admin"
    --state-file "${MC_STATE_FILE:-/data/ingest-state-file}" "${blocks[@]}" "${recovery[@]}")
node_id=${MC_LOCAL_NODE_ID:-${INGEST_PEER_RESPONDER_ID:-}}
[[ -z $node_id ]] || ingest+=(--local-node-id "$node_id")
if [[ -n ${MC_PRIMARY_NODE_URI:-} ]]; then
    ingest+=(--primary-node-uri "$MC_PRIMARY_NODE_URI")
elif [[ ${MC_ACTIVATE_WHEN_ALONE:-true} == true || $MC_ACTIVATE_WHEN_ALONE == 1 ]]; then
    ingest+=(--activate-when-alone)
fi
start fog_ingest_server "${ingest[@]}"

if [[ -n ${AWS_PATH:-} ]]; then
    dest=$AWS_PATH
    [[ $dest == *://* ]] || dest=s3://$dest
    [[ -z ${AWS_REGION:-} || $dest == *region=* || $dest != s3://* || $dest == *\?* ]] || dest+="?region=$AWS_REGION"
    start fog_lmdb_recovery_distribution_upload --dest "$dest" --state-file "${UPLOAD_STATE_FILE:-/data/upload-state-file}" \
        --poll-interval "${UPLOAD_INTERVAL:-60}" "${recovery[@]}"
else
    say "AWS_PATH is empty: the recovery database is not archived"
fi
finish
