#!/usr/bin/env bash
# Speed and memory of a large pool: making it, writing it, and a small import into it.
#
#   pool.sh BINARY [CUSTOMERS] [FOLDER]     a pool of CUSTOMERS customers (50,000); FOLDER is made anew
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
binary=$1 customers=${2:-50000} folder=${3:-}
if [ -z "$folder" ]; then
    folder=$(mktemp -d "${TMPDIR:-/tmp}/chatpool-bench.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
fi
rm -f "$folder"/pool.db* "$folder"/out.*
"$here/make_pool.py" "$folder" "$customers"

measure() { # name, command…
    local name=$1
    shift
    { command time -f '%U %S %e %M' "$@" > /dev/null 2> "$folder/.said"; } 2> /dev/null
    tail -n 1 "$folder/.said" | awk -v n="$name" '{ printf "%-24s %8.1f %8.1f %8.1f %8.0f\n", n, $1, $2, $3, $4 / 1024 }'
}

printf '%-24s %8s %8s %8s %8s\n' "$customers customers" 'user s' 'system s' 'wall s' 'peak MB'
measure 'import of the orders' "$binary" import "$folder/orders.csv" --owner 阿禾 --pool "$folder/pool.db"
measure 'export as a workbook' "$binary" export --pool "$folder/pool.db" -o "$folder/out.xlsx"
measure 'the same again' "$binary" export --pool "$folder/pool.db" -o "$folder/out.xlsx"
measure 'export as JSON lines' "$binary" export --pool "$folder/pool.db" -o "$folder/out.jsonl"
measure 'export as CSV' "$binary" export --pool "$folder/pool.db" -o "$folder/out.csv"
measure 'import of one more chat' "$binary" import "$folder/chat.txt" --owner 阿禾 --pool "$folder/pool.db"
measure 'followup' "$binary" followup --pool "$folder/pool.db" --json
measure 'show' "$binary" show 13700009001 --pool "$folder/pool.db"
printf '%-24s %8.0f MB\n' 'pool file' "$(($(stat -c %s "$folder/pool.db") / 1000000))"
