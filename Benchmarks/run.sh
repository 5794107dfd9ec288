#!/usr/bin/env bash
# Speed and memory of `messages` on large inputs, each beside the baseline in the same run: run.sh BINARY [MB] [FOLDER]
set -euo pipefail
binary=$1 megabytes=${2:-200} folder=${3:-${TMPDIR:-/tmp}/chatpool-bench}
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$folder" ] || "$here/make_inputs.py" "$folder" "$megabytes"
measure() { # seconds of CPU (user + system) and peak kilobytes of a command; best of three
    for _ in 1 2 3; do
        TIMEFORMAT='%U %S'
        { command time -f '%U %S %M' "$@" >/dev/null; } 2>&1 | tail -n 1
    done | awk '{ s = $1 + $2; if (NR == 1 || s < best) best = s; if ($3 > peak) peak = $3 } END { print best, peak }'
}
printf '%-22s %8s %10s %9s %12s\n' input MB 'MB/s' 'peak MB' 'x baseline'
for file in "$folder"/*; do
    mb=$(($(stat -c %s "$file") / 1000000))
    read -r seconds peak < <(measure "$binary" messages "$file")
    head -c 20000000 "$file" > "$folder/.sample"
    read -r base _ < <(measure python3 "$here/baseline.py" "$folder/.sample")
    awk -v f="$(basename "$file")" -v mb="$mb" -v s="$seconds" -v p="$peak" -v b="$base" \
        'BEGIN { printf "%-22s %8d %10.0f %9.0f %12.1f\n", f, mb, mb / s, p / 1024, (mb / s) / (20 / b) }'
done
# What messages say: `extract` on their own lines, as many megabytes.
"$binary" messages "$folder/wechat-mail.txt" 2>/dev/null | head -c "$((megabytes * 1000000))" | sed '$d' > "$folder/.messages"
mb=$(($(stat -c %s "$folder/.messages") / 1000000))
read -r seconds peak < <(measure "$binary" extract "$folder/.messages")
awk -v mb="$mb" -v s="$seconds" -v p="$peak" 'BEGIN { printf "%-22s %8d %10.0f %9.0f\n", "extract (json lines)", mb, mb / s, p / 1024 }'
