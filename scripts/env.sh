# shellcheck shell=sh
# Sourced by the other scripts, from the root of the tree: where the expensive
# things are kept, which versions are wanted, and a PATH that finds them.

# One folder, outside the tree so that `git clean` leaves it alone: the tools
# built by `scripts/setup` and, where needed, the wasm32 standard library.
THERMOGEN_CACHE=${THERMOGEN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/thermogen}
export THERMOGEN_CACHE

# The version of a crate in Cargo.lock.
locked() {
    awk -v name="\"$1\"" '$1 == "name" { hit = ($3 == name) } hit && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

WASM_BINDGEN_VERSION=$(locked wasm-bindgen)
WASM_PACK_VERSION=0.15.1
CARGO_DENY_VERSION=0.20.2
GECKODRIVER_VERSION=0.37.1

for tool in wasm-bindgen-cli-$WASM_BINDGEN_VERSION wasm-pack-$WASM_PACK_VERSION \
    cargo-deny-$CARGO_DENY_VERSION geckodriver-$GECKODRIVER_VERSION; do
    PATH=$THERMOGEN_CACHE/$tool/bin:$PATH
done
PATH=$PWD/node_modules/.bin:$PATH
export PATH

# The Chromium that the tests of the page drive.
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v google-chrome || true)}
export CHROMIUM

# Whether the compiler on PATH can build for wasm32.
has_wasm_std() {
    set -- "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)"/libstd-*.rlib
    [ -e "$1" ]
}
