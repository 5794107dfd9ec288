#!/usr/bin/env bash
# Installs what package.sh made in bare systems without Swift, and uses it there: package_test.sh [FOLDER [SUITE…]]
#
# Needs root, debootstrap and the network. The bare systems are made once, in $CHROOTS; each test gets a copy. SUITE is a release of Debian, or `noble` (Ubuntu
# 24.04) where debootstrap knows it.
set -euo pipefail

out=$(realpath "${1:-out}")
shift || true
suites=("$@"); [ ${#suites[@]} -gt 0 ] || suites=(bookworm trixie)
root=$(cd "$(dirname "$0")/.." && pwd)
chroots=${CHROOTS:-$root/.build/chroots}
deb=$(ls "$out"/chatpool_*_amd64.deb)
tarball=$(ls "$out"/chatpool-*-linux-x86_64.tar.gz)
version=${deb#*/chatpool_}; version=${version##*/}; version=${version#chatpool_}; version=${version%_amd64.deb}
[ "$(id -u)" -eq 0 ] || { echo "package_test.sh: needs root, for debootstrap and chroot" >&2; exit 1; }

place=
leave() { if [ -n "$place" ]; then umount "$place/proc" 2>/dev/null || true; rm -rf --one-file-system "$place"; place=; fi; }
trap leave EXIT

fail() { echo "FAILED ($suite, $kind): $*" >&2; exit 1; }

# A copy of a bare system, with the demo in it and nothing of Swift.
enter() {
    leave
    if [ ! -e "$chroots/$suite/etc/os-release" ]; then
        mkdir -p "$chroots"
        mirror=http://deb.debian.org/debian components=main
        if [ "$suite" = noble ]; then mirror=http://archive.ubuntu.com/ubuntu components=main,universe; fi
        debootstrap --variant=minbase --components="$components" "$suite" "$chroots/$suite.new" "$mirror" > "$chroots/$suite.log" 2>&1 || { tail "$chroots/$suite.log" >&2; exit 1; }
        mv "$chroots/$suite.new" "$chroots/$suite"
    fi
    place=$(mktemp -d "$chroots/test.XXXXXX")
    cp -a --reflink=auto "$chroots/$suite/." "$place/"
    cp /etc/resolv.conf "$place/etc/resolv.conf"
    mount -t proc proc "$place/proc"
    mkdir -p "$place/home/seller" && cp -a "$root/fixtures/demo" "$place/home/seller/exports" && cp "$root/fixtures/demo-catalog.csv" "$place/home/seller/"
    chown -R 1000:1000 "$place/home/seller"
    ! run 'command -v swift || command -v swiftc || ls -d /opt/swift' 2>/dev/null || fail "Swift is here"
}

# A line of shell in the copy, as root or as an ordinary user.
run() { chroot "$place" /usr/bin/env -i PATH="${path:-/usr/sbin:/usr/bin:/sbin:/bin}" HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive sh -c "$1"; }
as_seller() { chroot --userspec=1000:1000 "$place" /usr/bin/env -i PATH="${path:-/usr/bin:/bin}" HOME=/home/seller LC_ALL=C.UTF-8 bash -c "cd && $1"; }

# What a seller does, and what must come of it.
use() {
    [ "$(as_seller 'chatpool --version')" = "$version" ] || fail "another version"
    as_seller 'chatpool import exports --catalog demo-catalog.csv -o customers.xlsx -o customers.jsonl' 2> "$place/said" || { cat "$place/said" >&2; fail "the import"; }
    as_seller 'chatpool doctor --strict' > "$place/doctor" || { cat "$place/doctor" >&2; fail "doctor"; }
    # What the workbook library stands on is found through the program's RPATH, which ldd does not know of it.
    if run "ldd \$(command -v chatpool); LD_LIBRARY_PATH=$libraries ldd $libraries/libxlsxwriter.so.*" | grep 'not found'; then fail "a library is missing"; fi
    python3 - "$place/home/seller/customers.xlsx" "$place/home/seller/customers.jsonl" <<'PYTHON' || fail "the workbook"
import json, re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
sheets = re.findall(r'<sheet name="([^"]+)"', book.read('xl/workbook.xml').decode())
rows = book.read(f'xl/worksheets/sheet{sheets.index("客户总表") + 1}.xml').decode().count('<row ')
people = [json.loads(line) for line in open(sys.argv[2], encoding='utf-8')]
assert rows > len(people) > 5 and any(p['orders'] for p in people), (sheets, rows, len(people))
print(f'  {len(people)} customers in {sys.argv[2].rsplit("/", 1)[1]}, workbook with {len(sheets)} sheets, {rows} rows in 客户总表')
PYTHON
    cat "$place/home/seller/customers.jsonl" | sha256sum | cut -c1-64 >> "$sums"
}

# Completions answer in bash as bash asks for them.
completes() { # file
    local answer
    answer=$(as_seller "source $1 && complete -p chatpool >/dev/null && COMP_WORDS=(chatpool follo) COMP_CWORD=1 COMP_LINE='chatpool follo' COMP_POINT=14 &&
        \$(complete -p chatpool | sed 's/.*-F \([^ ]*\).*/\1/') chatpool follo chatpool && printf '%s ' \"\${COMPREPLY[@]}\"") || fail "completions"
    case "$answer" in *followup*) ;; *) fail "completions answer: $answer" ;; esac
}

sums=$(mktemp)
for suite in "${suites[@]}"; do
    echo "== $suite"

    kind=deb
    enter
    cp "$deb" "$place/tmp/chatpool.deb"
    before=$(du -sm "$place/usr" | cut -f1)
    { run 'apt-get update -qq && apt-get install -y -qq --no-install-recommends /tmp/chatpool.deb'; } > "$place/apt" 2>&1 || { tail "$place/apt" >&2; fail "apt-get install"; }
    echo "  $(basename "$deb"): installed on $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' "$place/etc/os-release"); /usr is $(($(du -sm "$place/usr" | cut -f1) - before)) MB larger"
    libraries=/usr/lib/chatpool
    use
    completes /usr/share/bash-completion/completions/chatpool
    run 'apt-get install -y -qq --no-install-recommends desktop-file-utils' > "$place/apt" 2>&1 || fail "desktop-file-utils"
    run 'desktop-file-validate /usr/share/applications/chatpool.desktop' > "$place/entry" 2>&1 || { cat "$place/entry" >&2; fail "the entry in menus"; }
    run 'apt-get install -y -qq --no-install-recommends man-db' > "$place/apt" 2>&1 || fail "man-db"
    run 'MANWIDTH=200 man -P cat chatpool' > "$place/man" 2>/dev/null || fail "man"
    grep -q 'clean customer pool' "$place/man" || fail "the manual page"
    run 'apt-get purge -y -qq chatpool' > "$place/apt" 2>&1 || fail "apt-get purge"
    if [ -n "$(run 'ls -d /usr/bin/chatpool /usr/lib/chatpool /usr/share/doc/chatpool 2>/dev/null' || true)" ]; then fail "purging leaves files"; fi

    kind=tarball
    enter
    mkdir "$place/opt/chatpool"
    # Nothing is installed here: whatever the program needs is in the tarball.
    cp "$tarball" "$place/tmp/chatpool.tar.gz"
    run 'tar -xzf /tmp/chatpool.tar.gz -C /opt/chatpool --strip-components=1' || fail "tar"
    path=/opt/chatpool/bin:/usr/bin:/bin libraries=/opt/chatpool/lib/chatpool
    echo "  $(basename "$tarball"): unpacked, $(du -sm "$place/opt/chatpool" | cut -f1) MB"
    use
    completes /opt/chatpool/share/bash-completion/completions/chatpool
    run 'ldd $(command -v chatpool)' > "$place/ldd"
    if grep -v " => /opt/chatpool/" "$place/ldd" | grep -Ev '(linux-vdso|ld-linux-x86-64|libc|libm|libdl|libpthread|librt|libresolv)\.so'; then
        fail "this comes from the system"
    fi
    if [ "$suite" = "${suites[0]}" ]; then sed "s/ (0x.*//" "$place/ldd"; fi
    unset path
done
leave
[ "$(sort -u "$sums" | wc -l)" -eq 1 ] || { echo "FAILED: the same demo gave other bytes in another system" >&2; exit 1; }
echo "All the same: $(wc -l < "$sums") installations gave the same customers, byte for byte."
rm "$sums"
