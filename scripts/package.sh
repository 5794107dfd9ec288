#!/usr/bin/env bash
# Makes a Debian package and a tarball of a release binary: package.sh BINARY [FOLDER]
#
# The tarball runs on any x86-64 Linux with glibc 2.36 or later: every library but glibc lies in lib/chatpool beside the program, found through its RPATH.
# The Debian package takes from the system what Debian 12, Debian 13 and Ubuntu 24.04 have under one number (dpkg-shlibdeps says which, and since when), and
# carries what changes its number from one to the next: ICU and libxlsxwriter. Both are made on the oldest of the three, Debian 12.
set -euo pipefail

binary=$(realpath "$1")
out=$(realpath -m "${2:-out}")
root=$(cd "$(dirname "$0")/.." && pwd)
maintainer=${MAINTAINER:-the chatpool authors <chatpool@example.invalid>}
# What the Debian package carries, by the beginning of its name.
carried_by_deb='lib(icuuc|icui18n|icudata|xlsxwriter)\.so'
# What is glibc's, and always the system's.
glibc='(linux-vdso|ld-linux-x86-64|libc|libm|libdl|libpthread|librt|libresolv)\.so'
newest_glibc=2.36

[ "$(uname -sm)" = "Linux x86_64" ] || { echo "package.sh: packages are made on x86-64 Linux" >&2; exit 1; }
version=$("$binary" --version)
# The same sources give the same packages: no clock, no user, no order of the file system.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || stat -c %Y "$root/CHANGELOG.md")}
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
mkdir -p "$out"

# --- What both hold

common=$work/common
mkdir -p "$common"/bin "$common"/share/{man/man1,doc/chatpool/licenses,bash-completion/completions,zsh/vendor-completions,fish/vendor_completions.d,applications}
install -m 755 "$binary" "$common/bin/chatpool"
install -m 644 "$root/docs/chatpool.desktop" "$common/share/applications/chatpool.desktop"
gzip -9nc "$root/docs/chatpool.1" > "$common/share/man/man1/chatpool.1.gz"
# The first line names a shell, which is for programs.
"$binary" --generate-completion-script bash | sed '1{/^#!/d}' > "$common/share/bash-completion/completions/chatpool"
"$binary" --generate-completion-script zsh > "$common/share/zsh/vendor-completions/_chatpool"
"$binary" --generate-completion-script fish > "$common/share/fish/vendor_completions.d/chatpool.fish"
doc=$common/share/doc/chatpool
install -m 644 "$root"/{LICENSE,NOTICE,THIRD-PARTY.md,README.md,README.zh-CN.md,docs/for-sellers.md,docs/for-sellers.zh-CN.md} "$doc/"
gzip -9nc "$root/CHANGELOG.md" > "$doc/CHANGELOG.md.gz"

# Licences of what is built in.
scratch=$(dirname "$(dirname "$(dirname "$binary")")")
for name in swift-argument-parser GRDB.swift Yams; do install -m 644 "$scratch/checkouts/$name"/LICENSE* "$doc/licenses/$name"; done
install -m 644 "$(dirname "$(realpath "$(command -v swift)")")/../share/swift/LICENSE.txt" "$doc/licenses/swift"
for name in libphonenumber-dev libprotobuf-dev libabsl-dev; do install -m 644 "/usr/share/doc/$name/copyright" "$doc/licenses/$name"; done

# --- Which libraries there are

# The one that is opened when a workbook is written, with what it stands on, belongs to them.
workbooks=$("$binary" doctor --json | sed -n 's/.*"can_be_written":true.*"path":"\([^"]*libxlsxwriter[^"]*\)".*/\1/p')
[ -n "$workbooks" ] || { echo "package.sh: libxlsxwriter is not installed here" >&2; exit 1; }
{ ldd "$binary"; ldd "$workbooks"; echo "$(basename "$workbooks") => $workbooks"; } | awk '$2 == "=>" { print $1, $3 }' | sort -u | grep -Ev "^$glibc" > "$work/libraries"
if grep -q ' not$' "$work/libraries"; then echo "package.sh: a library is missing" >&2; exit 1; fi

# The Debian package that a library comes from.
package_of() {
    local path=$1
    { dpkg-query --search "$path" || dpkg-query --search "/usr$path" || dpkg-query --search "${path#/usr}" || dpkg-query --search "$(realpath "$path")"; } 2>/dev/null |
        head -n 1 | cut -d: -f1
}

# Puts libraries into a folder, their licences and a list beside them.
carry() { # folder of libraries, folder of documents; lines "name path" on standard input
    local name path package
    mkdir -p "$1"
    printf 'library\tpackage\tversion\tsource\tsource version\n' > "$2/libraries.tsv"
    while read -r name path; do
        install -m 644 "$(realpath "$path")" "$1/$name"
        package=$(package_of "$path")
        [ -n "$package" ] || { echo "package.sh: $path belongs to no package" >&2; exit 1; }
        dpkg-query --show --showformat="$name\t\${Package}\t\${Version}\t\${source:Package}\t\${source:Version}\n" "$package" >> "$2/libraries.tsv"
        install -m 644 "/usr/share/doc/$package/copyright" "$2/licenses/$package"
    done
    # Licences that those speak of and do not quote.
    grep -rhoE '/usr/share/common-licenses/[A-Za-z]+(-[0-9]+(\.[0-9]+)*)?' "$2/licenses" | sort -u | while read -r licence; do
        [ ! -f "$licence" ] || install -m 644 "$licence" "$2/licenses/"
    done
}

# The newest glibc that anything in a folder asks for.
asked_glibc() {
    find "$1" -type f \( -name '*.so*' -o -name chatpool -perm -u+x \) -exec objdump -T {} + 2>/dev/null | grep -oE 'GLIBC_[0-9.]+' | cut -d_ -f2 | sort -Vu | tail -n 1
}

# --- The tarball

name=chatpool-$version-linux-x86_64
cp -a "$common" "$work/$name"
carry "$work/$name/lib/chatpool" "$work/$name/share/doc/chatpool" < "$work/libraries"
# Those of Nettle, libacl and the C++ library, which their documents name in other words.
for licence in LGPL-2.1 LGPL-3 GPL-2 GPL-3; do install -m 644 "/usr/share/common-licenses/$licence" "$work/$name/share/doc/chatpool/licenses/"; done
asked=$(asked_glibc "$work/$name")
if [ "$(printf '%s\n' "$asked" $newest_glibc | sort -V | tail -n 1)" != $newest_glibc ]; then
    echo "package.sh: this needs glibc $asked, which is newer than $newest_glibc: make packages on Debian 12" >&2
    [ -n "${ANY_GLIBC:-}" ] || exit 1
fi
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$work" -c "$name" | gzip -9n > "$out/$name.tar.gz"

# --- The Debian package

deb=$work/deb
mkdir -p "$deb/DEBIAN"
cp -a "$common" "$deb/usr"
grep -E "^$carried_by_deb" "$work/libraries" | carry "$deb/usr/lib/chatpool" "$deb/usr/share/doc/chatpool"
cat "$deb/usr/share/doc/chatpool/NOTICE" - > "$deb/usr/share/doc/chatpool/copyright" <<'TEXT'

On Debian systems the Apache License 2.0 is /usr/share/common-licenses/Apache-2.0. Licences of what is built in, and of the libraries in /usr/lib/chatpool
(libraries.tsv lists them), are in /usr/share/doc/chatpool/licenses.
TEXT
gzip -9nc > "$deb/usr/share/doc/chatpool/changelog.gz" <<TEXT
chatpool ($version) unstable; urgency=medium

  * What changed is in CHANGELOG.md.gz beside this file.

 -- $maintainer  $(date --utc --date="@$SOURCE_DATE_EPOCH" '+%a, %d %b %Y %H:%M:%S +0000')
TEXT
mkdir -p "$deb/usr/share/lintian/overrides"
cat > "$deb/usr/share/lintian/overrides/chatpool" <<'TEXT'
# Yams compiles libyaml in.
chatpool: embedded-library libyaml [usr/bin/chatpool]
# ICU's tables are data alone.
chatpool: shared-library-lacks-prerequisites [usr/lib/chatpool/libicudata.so.*]
TEXT
mkdir -p "$work/shlibs/debian"
printf 'Source: chatpool\n\nPackage: chatpool\nArchitecture: amd64\n' > "$work/shlibs/debian/control"
# What it carries it does not depend on.
own=(); while read -r package; do own+=("-x$package"); done < <(cut -f2 "$deb/usr/share/doc/chatpool/libraries.tsv" | tail -n +2 | sort -u)
depends=$(cd "$work/shlibs" && dpkg-shlibdeps -O --ignore-missing-info -l"$deb/usr/lib/chatpool" "${own[@]}" -e"$deb/usr/bin/chatpool" "$deb"/usr/lib/chatpool/*.so* 2> "$work/shlibs/said" |
    sed -n 's/^shlibs:Depends=//p')
if grep -E 'no dependency information found|cannot find library' "$work/shlibs/said" | grep -vE "/$carried_by_deb"; then
    echo "package.sh: a library is in no package" >&2; exit 1
fi
[ -n "$depends" ] || { cat "$work/shlibs/said" >&2; exit 1; }
cat > "$deb/DEBIAN/control" <<TEXT
Package: chatpool
Version: $version
Architecture: amd64
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size "$deb/usr" | cut -f1)
Depends: $depends
Section: utils
Priority: optional
Description: turns a seller's exported chats into one clean customer pool
 Reads what messengers, shops and their exporters write (WeChat, QQ, WhatsApp,
 Telegram and others), keeps everything on this machine, and leaves an Excel
 workbook of who the customers are, how to reach them, where their goods go and
 what they bought.
TEXT
(cd "$deb" && find usr -type f -print0 | sort -z | xargs -0 md5sum) > "$deb/DEBIAN/md5sums"
dpkg-deb --root-owner-group -Zxz --build "$deb" "$out/chatpool_${version}_amd64.deb" > /dev/null

echo "Needs glibc $asked or later. The Debian package depends on: $depends"
(cd "$out" && sha256sum "chatpool_${version}_amd64.deb" "$name.tar.gz" | tee SHA256SUMS && ls -l "chatpool_${version}_amd64.deb" "$name.tar.gz")
