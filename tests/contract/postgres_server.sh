#!/bin/sh
# A PostgreSQL of its own for one test: a new data folder, a unix socket in it and no TCP. Says the
# folder and `ready` when it answers, serves until its standard input ends, and then, or when it is
# told to end, stops the server and removes the folder. So it goes when the test goes, however that
# ends. PostgreSQL refuses root: then it runs as `postgres`, or as `nobody`.
#
#   postgres_server.sh /usr/lib/postgresql/15/bin
set -u
bin=$1
folder=
server=

tidy() {
    trap - EXIT HUP INT PIPE TERM
    if [ -n "$server" ]; then
        kill -INT "$server" 2> /dev/null
        wait "$server" 2> /dev/null
    fi
    [ -z "$folder" ] || rm -rf "$folder"
}
trap tidy EXIT
trap 'exit 1' HUP INT PIPE TERM

folder=$(mktemp -d /tmp/louxia-postgres.XXXXXX) || exit 1
user=
if [ "$(id -u)" -eq 0 ]; then
    user=postgres
    id "$user" > /dev/null 2>&1 || user=nobody
    chown "$user" "$folder" || exit 1
fi
# The server ends with this script, even when this is killed outright.
as_user() {
    if [ -n "$user" ]; then
        exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups --pdeathsig INT "$@"
    fi
    exec setpriv --pdeathsig INT "$@"
}

cd "$folder" || exit 1
(as_user "$bin/initdb" -D "$folder/data" -U louxia -A trust -E UTF8 --locale=C --no-sync) \
    > "$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
as_user "$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off \
    -c autovacuum=off > "$folder/server.log" 2>&1 &
server=$!
tries=0
until "$bin/pg_isready" -q -h "$folder" -U louxia; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$server" 2> /dev/null; then
        cat "$folder/server.log" >&2
        exit 1
    fi
    sleep 0.1
done
echo "$folder ready"
cat > /dev/null
