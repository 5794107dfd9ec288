#!/usr/bin/env bash
# Speed and memory of `messages` on large inputs of every family of formats, each beside the baseline in the same run.
#
#   run.sh BINARY [MB] [FOLDER] [NAME…]     speed: inputs of MB megabytes (200) in FOLDER, which are kept; only the inputs NAME… when there are any
#   run.sh --memory BINARY [NAME…]          memory: inputs of 1 GB, made and deleted one after the other
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
megabytes=200 isMemory=
if [ "$1" = --memory ]; then
    isMemory=1 binary=$2 megabytes=1000 folder=$(mktemp -d "${TMPDIR:-/tmp}/chatpool-bench.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    shift 2
else
    binary=$1 megabytes=${2:-200} folder=${3:-${TMPDIR:-/tmp}/chatpool-bench}
    shift $(($# < 3 ? $# : 3))
fi
names=("$@")
[ ${#names[@]} -gt 0 ] || mapfile -t names < <("$here/make_inputs.py" --names)

measure() { # runs, command… → least seconds of CPU (user + system), most kilobytes
    local runs=$1
    shift
    for _ in $(seq "$runs"); do
        { command time -f '%U %S %M' "$@" >/dev/null; } 2>&1 | tail -n 1
    done | awk '{ s = $1 + $2; if (NR == 1 || s < best) best = s; if ($3 > peak) peak = $3 } END { print best, peak }'
}

if [ -n "$isMemory" ]; then
    printf '%-24s %8s %9s\n' input MB 'peak MB'
    for name in "${names[@]}"; do
        "$here/make_inputs.py" "$folder" "$megabytes" "$name"
        read -r _ peak < <(measure 1 "$binary" messages "$folder/$name")
        printf '%-24s %8d %9d\n' "$name" $(($(stat -c %s "$folder/$name") / 1000000)) $((peak / 1024))
        rm "$folder/$name"
    done
    exit
fi

mkdir -p "$folder"
printf '%-24s %6s %8s %9s %12s %12s\n' input MB MB/s 'peak MB' 'JSON lines' 'x baseline'
for name in "${names[@]}"; do
    file=$folder/$name
    [ -e "$file" ] || "$here/make_inputs.py" "$folder" "$megabytes" "$name"
    bytes=$(stat -c %s "$file")
    read -r seconds peak < <(measure 3 "$binary" messages "$file")
    read -r reading _ < <(measure 3 "$binary" messages --count "$file")
    head -c 10000000 "$file" > "$folder/.sample"
    read -r base _ < <(measure 2 python3 "$here/baseline.py" "$folder/.sample")
    awk -v f="$name" -v n="$bytes" -v s="$seconds" -v r="$reading" -v p="$peak" -v b="$base" \
        'BEGIN { printf "%-24s %6d %8.0f %9.0f %11.0f%% %12.1f\n", f, n / 1e6, n / 1e6 / s, p / 1024, (s - r) / s * 100, (n / s) / (10000000 / b) }'
done
# What messages say: `extract` on their own lines, as many megabytes.
"$binary" messages "$folder/wechat-mail.txt" 2>/dev/null | head -c "$((megabytes * 1000000))" | sed '$d' > "$folder/.messages"
mb=$(($(stat -c %s "$folder/.messages") / 1000000))
read -r seconds peak < <(measure 3 "$binary" extract "$folder/.messages")
awk -v mb="$mb" -v s="$seconds" -v p="$peak" 'BEGIN { printf "%-22s %8d %10.0f %9.0f\n", "extract (json lines)", mb, mb / s, p / 1024 }'
