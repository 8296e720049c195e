#!/usr/bin/env bash
# A validator's container: ledger migration, ledger-distribution, admin gateways and consensus-service, as the operator's manual has them.
# Arguments go to consensus-service unchanged. Variables:
#   NODE_LEDGER_DIR        the ledger's folder, kept between starts; filled with the origin block if it holds none
#   ORIGIN_BLOCK_DIR       the folder of the image's origin block
#   LOCAL_NODE_ID          stands in every record of the log
#   CONSENSUS_ADMIN_URI    the admin port of consensus-service, shown by HTTP on 8000, and on 9090 for Prometheus
#   AWS_PATH               where ledger-distribution publishes blocks, s3:// if no scheme is given; nothing is published if it is empty
#   AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION   for that
#   SGX_MODE               HW or SW, as consensus-service reads it
#   RUST_LOG, RUST_BACKTRACE, MC_…   as the programs read them; IAS_MODE is of older versions
# SIGTERM and SIGINT go to consensus-service, which drains; when it has ended the rest is told to. Its exit code is the container's.
set -euo pipefail

say() { printf 'entrypoint: %s\n' "$*" >&2; }

: "${NODE_LEDGER_DIR:=/ledger}"
: "${ORIGIN_BLOCK_DIR:=/var/lib/mobilecoin/origin_data}"
: "${RESTART_DELAY:=1}"
[[ -z ${IAS_MODE:-} ]] || say "IAS_MODE is of older versions and does nothing"

if [[ -n ${LOCAL_NODE_ID:-} ]]; then
    export MC_LOG_EXTRA_CONTEXT="${MC_LOG_EXTRA_CONTEXT:+$MC_LOG_EXTRA_CONTEXT,}local_node_id=$LOCAL_NODE_ID"
fi
# Flags win over these.
export MC_LEDGER_PATH=${MC_LEDGER_PATH:-$NODE_LEDGER_DIR}
export MC_PEER_LISTEN_URI=${MC_PEER_LISTEN_URI:-insecure-mcp://0.0.0.0:8443/}
export MC_CLIENT_LISTEN_URI=${MC_CLIENT_LISTEN_URI:-insecure-mc://0.0.0.0:3223/}

# A copy that is cut off leaves no ledger.
if [[ ! -e $NODE_LEDGER_DIR/data.mdb ]]; then
    [[ -r $ORIGIN_BLOCK_DIR/data.mdb ]] || { say "no ledger in $NODE_LEDGER_DIR, and no origin block in $ORIGIN_BLOCK_DIR"; exit 1; }
    say "copying the origin block to $NODE_LEDGER_DIR"
    mkdir -p "$NODE_LEDGER_DIR"
    cp "$ORIGIN_BLOCK_DIR/data.mdb" "$NODE_LEDGER_DIR/data.mdb.new"
    sync "$NODE_LEDGER_DIR/data.mdb.new"
    mv "$NODE_LEDGER_DIR/data.mdb.new" "$NODE_LEDGER_DIR/data.mdb"
fi

stopping=0
main=0
declare -A command_of=() pid_of=()

forward() {
    stopping=1
    ((main == 0)) || kill -TERM "$main" 2>/dev/null || true
}
trap forward TERM INT

mc-ledger-migration --ledger-db "$NODE_LEDGER_DIR" &
main=$!
code=0
while :; do
    code=0
    wait "$main" || code=$?
    # A signal ends the waiting, not what is waited for.
    kill -0 "$main" 2>/dev/null || break
done
main=0
((code == 0)) || { say "mc-ledger-migration ended with $code"; exit "$code"; }
((stopping == 0)) || exit 0

start() { # name
    # The commands hold no secrets and no spaces but between words.
    ${command_of[$1]} &
    pid_of[$1]=$!
}

if [[ -n ${AWS_PATH:-} ]]; then
    dest=$AWS_PATH
    [[ $dest == *://* ]] || dest=s3://$dest
    [[ -z ${AWS_REGION:-} || $dest == *region=* || $dest != s3://* ]] || dest+="?region=$AWS_REGION"
    command_of[ledger-distribution]="ledger-distribution --ledger-path $NODE_LEDGER_DIR --dest $dest"
    start ledger-distribution
else
    say "AWS_PATH is empty: blocks are not published"
fi
if [[ -n ${CONSENSUS_ADMIN_URI:-} ]]; then
    command_of[admin-gateway]="mc-admin-http-gateway --listen-host 0.0.0.0 --listen-port 8000 --admin-uri $CONSENSUS_ADMIN_URI"
    command_of[metrics-gateway]="mc-admin-http-gateway --listen-host 0.0.0.0 --listen-port 9090 --admin-uri $CONSENSUS_ADMIN_URI"
    start admin-gateway
    start metrics-gateway
else
    say "CONSENSUS_ADMIN_URI is empty: nothing listens on 8000 and 9090"
fi

consensus-service "$@" &
main=$!
((stopping == 0)) || kill -TERM "$main" 2>/dev/null || true

while :; do
    ended=0
    code=0
    wait -n -p ended || code=$?
    [[ ${ended:-0} != "$main" ]] || break
    for name in "${!pid_of[@]}"; do
        [[ ${ended:-0} == "${pid_of[$name]}" ]] || continue
        unset "pid_of[$name]"
        if ((stopping)); then
            :
        elif [[ $name == delay-* ]]; then
            start "${name#delay-}"
        else
            say "$name ended with $code: starting it again"
            sleep "$RESTART_DELAY" &
            pid_of[delay-$name]=$!
        fi
        break
    done
done

say "consensus-service ended with $code"
((${#pid_of[@]} == 0)) || kill -TERM "${pid_of[@]}" 2>/dev/null || true
wait || true
exit "$code"
