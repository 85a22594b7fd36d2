# Starts a PostgreSQL server in a folder of its own, says where, and ends it when standard input ends: also when the
# process that asked for it was killed. Arguments: the folder of the programs.
set -eu
bin=$1
dir=$(mktemp -d "${TMPDIR:-/tmp}/tropa-pg.XXXXXX")
server=
finish() {
    if [ -n "$server" ]; then
        kill -INT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
"$bin/initdb" --pgdata "$dir/data" --auth trust --username tropa --encoding UTF8 --locale C.UTF-8 --no-sync >"$dir/log" 2>&1 ||
    { cat "$dir/log" >&2; exit 1; }
# Nothing here outlives the tests: nothing waits for the disk.
"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=400 -c shared_buffers=64MB >>"$dir/log" 2>&1 </dev/null &
server=$!
tries=0
until "$bin/pg_isready" --quiet --host "$dir" --username tropa --dbname postgres; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$server" 2>/dev/null; then
        cat "$dir/log" >&2
        exit 1
    fi
    sleep 0.1
done
echo "$dir"
cat >/dev/null
