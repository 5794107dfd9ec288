#!/bin/bash
# Gives random bytes to every part of the program that takes bytes of strangers, by libFuzzer with the address sanitizer.
#   scripts/fuzz/run.sh [SECONDS for each target, 60] [SEED, 1] [TARGET…]
# Seeds are the fixtures. What crashes, hangs or leaks stays in .build-fuzz/found/TARGET: its smallest form belongs into fixtures/faults.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60} seed=${2:-1}
shift $(($# < 2 ? $# : 2))
targets=${*:-readers archive workbook extract parse resolve pool}
out=.build-fuzz
export CHATPOOL_FUZZ=1 SWIFT_BACKTRACE=enable=no
# libFuzzer's library has a main as well: the program's own, which stands first, counts.
${SWIFT:-swift} build --configuration release --product fuzz --scratch-path $out -Xswiftc -sanitize=fuzzer,address -Xlinker -z -Xlinker muldefs 2>&1 | tail -n 3
python3 scripts/fuzz/seeds.py $out/seeds
binary=$(pwd)/$out/release/fuzz
printf '%-10s %12s %8s %8s %8s\n' target executions edges features seconds
failed=0
for target in $targets; do
  mkdir -p $out/corpus/"$target" $out/found/"$target"
  log=$out/$target.log
  FUZZ_TARGET=$target ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:quarantine_size_mb=16:malloc_context_size=0 TMPDIR=/dev/shm "$binary" \
    -seed="$seed" -max_total_time="$seconds" -print_funcs=0 -timeout=20 -rss_limit_mb=2048 -max_len="${MAX_LEN:-8192}" -print_final_stats=1 \
    -artifact_prefix="$out/found/$target/" "$out/corpus/$target" "$out/seeds/$target" >"$log" 2>&1 || failed=1
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  last=$(grep -E 'cov: [0-9]+' "$log" | tail -n 1)
  printf '%-10s %12s %8s %8s %8s\n' "$target" "${executions:-?}" "$(sed -E 's/.*cov: ([0-9]+).*/\1/' <<<"$last")" "$(sed -E 's/.*ft: ([0-9]+).*/\1/' <<<"$last")" "$seconds"
done
if [ $failed != 0 ]; then ls -l $out/found/*/; fi
exit $failed
