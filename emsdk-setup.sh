#!/usr/bin/env bash
# Sets a machine up for building and testing: Debian packages, newer sources in .deps/, npm parts.
# Does only what is missing; with everything there it touches no network and ends at once.
#
#   ./emsdk-setup.sh            everything
#   ./emsdk-setup.sh --no-npm   without the parts for tests and pictures, PostgreSQL, nginx, Caddy
#
# Sources come as Debian source packages (signatures checked) of a newer suite, unmodified, into
# .deps/; where that can't be, by git at a pinned tag and commit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

deps=$PWD/.deps
stamps=$deps/stamps

packages=(
    # compilers and build tools
    g++ cmake ninja-build ccache make git ca-certificates xz-utils
    emscripten clang-format clang-tidy
    # libraries of the server and of the tests
    nlohmann-json3-dev doctest-dev libsqlite3-dev libkainjow-mustache-dev libsodium-dev
    libfido2-dev libssl-dev
    libbrotli-dev zlib1g-dev liblz4-dev libhowardhinnant-date-dev libcli11-dev tzdata
    librapidcheck-dev
    libvips-dev pkg-config
    # pictures and icons
    webp librsvg2-bin
    # the browser of the tests and what it shows Chinese with
    chromium fonts-noto-cjk fonts-noto-color-emoji
    # commands that tests call
    sqlite3 curl procps iproute2 strace age slowhttptest openssl
)
# the fronts of deploy/ that tests start; unpacked and not installed, since an installed one would
# begin to serve this machine's port 80
fronts=(nginx caddy)

# name | least version | git address, tag and commit when Debian's sources can't be had
imgui_git='https://github.com/ocornut/imgui.git v1.92.9b f1cc2ae15e53a861a874c3034aae6798fde194ab'
httplib_git='https://github.com/yhirose/cpp-httplib.git v0.53.1 b8fe69e4e892ec394ca8de27ab2fe219008690b6'
qrcodegen_git='https://github.com/nayuki/QR-Code-generator.git v1.8.0 720f62bddb7226106071d4728c292cb1df519ceb'
emsdk_version=3.1.6

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        die "must be root, or have sudo, to run: $*"
    fi
}

# ---- Debian packages -----------------------------------------------------------------------

# A stamp holds the hash of the list that was satisfied and of dpkg's state at that time.
install_packages() {
    command -v apt-get > /dev/null || { check_other_system; return; }
    command -v node > /dev/null || packages+=(nodejs)
    command -v npm > /dev/null || packages+=(npm)
    local missing=() have package
    have=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2> /dev/null | sed -n 's/^ii  *//p')
    for package in "${packages[@]}"; do
        grep -qxF -- "$package" <<< "$have" || missing+=("$package")
    done
    [ "${#missing[@]}" -eq 0 ] && return
    say "installing ${missing[*]}"
    as_root apt-get -q -o DPkg::Lock::Timeout=600 update || say "the package lists could not be refreshed"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 \
        install --no-install-recommends "${missing[@]}"
}

# PostgreSQL, which one test starts for itself; Louxia runs without it. A cluster of Debian's own is
# not made. Where it cannot be had, a stamp lets the test be skipped; remove it to try again.
install_postgresql() {
    local stamp=$stamps/without-postgresql parts=/etc/postgresql-common/createcluster.d
    if [ -x /usr/lib/postgresql/15/bin/postgres ]; then
        rm -f "$stamp"
        return
    fi
    [ -e "$stamp" ] && return
    if command -v apt-get > /dev/null; then
        say "installing postgresql-15"
        as_root apt-get -q -o DPkg::Lock::Timeout=600 update || say "the package lists could not be refreshed"
        as_root mkdir -p "$parts"
        echo 'create_main_cluster = false' | as_root tee "$parts/louxia.conf" > /dev/null
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 \
            install --no-install-recommends postgresql-15 || say "postgresql-15 could not be installed"
        as_root rm -f "$parts/louxia.conf"
    fi
    [ -x /usr/lib/postgresql/15/bin/postgres ] || touch "$stamp"
}

download_packages() {
    apt-get -q download "$@" && return
    as_root apt-get -q -o DPkg::Lock::Timeout=600 update && apt-get -q download "$@"
}

# nginx and Caddy in .deps/fronts/, from Debian's packages. Where they cannot be had, a stamp lets
# their tests be skipped; remove it to try again.
unpack_fronts() {
    local stamp=$stamps/fronts front target=$deps/fronts work=$deps/work/fronts
    [ -e "$stamp" ] && [ "$(cat "$stamp")" = "${fronts[*]}" ] && return
    [ -e "$stamps/without-fronts" ] && return
    say "fetching ${fronts[*]}"
    rm -rf "$work" && mkdir -p "$work"
    if command -v apt-get > /dev/null && (cd "$work" && download_packages "${fronts[@]}" >&2); then
        rm -rf "$target" && mkdir -p "$target"
        for front in "$work"/*.deb; do dpkg-deb -x "$front" "$target"; done
        printf '%s\n' "${fronts[*]}" > "$stamp"
    else
        say "${fronts[*]} could not be fetched"
        touch "$stamps/without-fronts"
    fi
    rm -rf "$deps/work"
}

# Not Debian: the compilers and libraries are the user's affair, emcc may come from emsdk.
check_other_system() {
    local tool
    for tool in cmake ninja git node npm; do
        command -v "$tool" > /dev/null || die "$tool is missing, please install it"
    done
}

emcc_is_new_enough() {
    local version
    version=$("$1" --version 2> /dev/null | sed -n '1s/.* \([0-9][0-9.]*\) .*/\1/p')
    [ -n "$version" ] && [ "$(printf '%s\n' 3.1.6 "$version" | sort -V | head -n 1)" = 3.1.6 ]
}

provide_emcc() {
    local stamp=$stamps/emcc
    local found
    found=$(command -v emcc || true)
    [ -n "$found" ] || found=$deps/emsdk/upstream/emscripten/emcc
    [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$found" ] && [ -x "$found" ] && return
    if ! emcc_is_new_enough "$found"; then
        say "installing emsdk $emsdk_version"
        [ -d "$deps/emsdk" ] || git clone -q https://github.com/emscripten-core/emsdk.git "$deps/emsdk"
        "$deps/emsdk/emsdk" install "$emsdk_version" && "$deps/emsdk/emsdk" activate "$emsdk_version"
        found=$deps/emsdk/upstream/emscripten/emcc
        emcc_is_new_enough "$found" || die "no emcc >= 3.1.6 could be provided"
    fi
    printf '%s\n' "$found" > "$stamp"
}

# ---- sources -------------------------------------------------------------------------------

# The address from which this machine itself takes Debian's main archive.
archive_address() {
    apt-get indextargets --format '$(CREATED_BY) $(COMPONENT) $(SITE) $(RELEASE)' 2> /dev/null |
        awk '$1 == "Packages" && $2 == "main" && $4 !~ /-/ && $3 ~ /\/debian\/?$/ { print $3; exit }'
}

# Private apt: its own lists, sources and cache; keys as the system trusts them.
private_apt() {
    local suite=$1 address keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    shift
    address=$(archive_address)
    [ -n "$address" ] && [ -e "$keyring" ] || return 1
    local home=$deps/apt/$suite
    mkdir -p "$home/lists/partial" "$home/cache/archives/partial" "$home/parts"
    printf 'deb-src [signed-by=%s] %s %s main\n' "$keyring" "$address" "$suite" > "$home/sources.list"
    apt-get -q -o "Dir::State::lists=$home/lists" -o "Dir::Cache=$home/cache" \
        -o "Dir::Etc::SourceList=$home/sources.list" -o "Dir::Etc::SourceParts=$home/parts" \
        -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}

# from_debian suite source-package target: the upstream tarball alone, so nothing is patched. apt
# has checked the archive's signature and, by it, the tarball.
from_debian() {
    local suite=$1 package=$2 target=$3 work=$deps/work/$2
    command -v apt-get > /dev/null || return 1
    [ -e "$deps/apt/$suite/fresh" ] || private_apt "$suite" update >&2 || return 1
    touch "$deps/apt/$suite/fresh"
    rm -rf "$work" && mkdir -p "$work/source"
    (cd "$work" && private_apt "$suite" source --download-only --tar-only "$package" >&2 &&
        tar -xf ./*.orig.tar.* -C source --strip-components=1) || return 1
    rm -rf "$target" && mv "$work/source" "$target"
    rm -rf "$work"
}

# from_git 'address tag commit' target
from_git() {
    local address tag commit target=$2
    read -r address tag commit <<< "$1"
    rm -rf "$target"
    git clone -q --depth 1 --branch "$tag" "$address" "$target" || return 1
    [ "$(git -C "$target" rev-parse HEAD)" = "$commit" ] ||
        die "$address $tag is not the commit that was pinned"
}

# fetch name suite source-package 'git pin' file-that-proves-it
fetch() {
    local name=$1 suite=$2 package=$3 pin=$4 proof=$5
    local target=$deps/$name stamp=$stamps/$name
    local wanted="$suite $package $pin"
    [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -e "$target/$proof" ] && return
    say "fetching $name"
    from_debian "$suite" "$package" "$target" || from_git "$pin" "$target" ||
        die "$name could not be fetched, neither as a source package nor by git"
    [ -e "$target/$proof" ] || die "$name came without $proof"
    printf '%s\n' "$wanted" > "$stamp"
}

fetch_sources() {
    fetch imgui sid imgui "$imgui_git" imgui.h
    fetch cpp-httplib sid cpp-httplib "$httplib_git" httplib.h
    fetch qrcodegen-source sid qr-code-generator "$qrcodegen_git" cpp/qrcodegen.cpp
    # Under the folder name that its users write in their include lines.
    local file folder=$deps/qrcodegen/qrcodegen
    mkdir -p "$folder"
    for file in cpp/qrcodegen.cpp cpp/qrcodegen.hpp c/qrcodegen.c c/qrcodegen.h; do
        cmp -s "$deps/qrcodegen-source/$file" "$folder/${file#*/}" ||
            cp "$deps/qrcodegen-source/$file" "$folder/${file#*/}"
    done
    rm -rf "$deps/apt" "$deps/work"
}

# ---- npm -----------------------------------------------------------------------------------

install_npm_parts() {
    local stamp=$stamps/npm wanted
    wanted=$(cat package.json package-lock.json .npmrc | sha256sum)
    [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -d node_modules ] && return
    say "installing the npm parts"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
    printf '%s\n' "$wanted" > "$stamp"
}

mkdir -p "$stamps"
install_packages
provide_emcc
fetch_sources
if [ "${1:-}" != --no-npm ]; then
    install_npm_parts
    install_postgresql
    unpack_fronts
fi
