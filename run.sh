#!/bin/sh
# Builds Attune and runs it; on Linux it first looks for the libraries that a window needs.
#
#   sh run.sh                 says what is missing, offers to install it, builds, opens the window
#   sh run.sh --install       the same, and installs without asking (Debian, Ubuntu and their kin)
#   sh run.sh play FILE       any further words go to the program: see `sh run.sh --help`
set -eu
here=$(cd "$(dirname "$0")" && pwd)

install=ask
if [ "${1:-}" = "--install" ]; then
    install=yes
    shift
fi

# The library that is loaded while the program runs, and the Debian package that holds it.
libraries='libX11.so.6 libx11-6
libX11-xcb.so.1 libx11-xcb1
libXcursor.so.1 libxcursor1
libXi.so.6 libxi6
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxkbcommon.so.0 libxkbcommon0
libwayland-client.so.0 libwayland-client0
libwayland-egl.so.1 libwayland-egl1
libEGL.so.1 libegl1
libdbus-1.so.3 libdbus-1-3'

PATH=$PATH:/usr/sbin:/sbin
known=$(ldconfig -p 2>/dev/null || true)

has_library() {
    case $known in *"$1"*) return 0 ;; esac
    for folder in /lib /lib64 /usr/lib /usr/lib64 /usr/local/lib /usr/lib/*-linux-gnu*; do
        if [ -e "$folder/$1" ]; then return 0; fi
    done
    return 1
}

# The drivers of Mesa are found by folder; their names differ from release to release.
has_drivers() {
    for file in /usr/lib/*/dri/*_dri.so /usr/lib/dri/*_dri.so /usr/lib64/dri/*_dri.so /usr/lib/*/libgallium-*.so; do
        if [ -e "$file" ]; then return 0; fi
    done
    case $known in *libEGL_nvidia*) return 0 ;; esac
    return 1
}

find_missing() {
    missing_libraries=
    missing_packages=
    while read -r library package; do
        if ! has_library "$library"; then
            missing_libraries="$missing_libraries $library"
            missing_packages="$missing_packages $package"
        fi
    done <<LIST
$libraries
LIST
    if ! has_drivers; then
        missing_libraries="$missing_libraries (a driver for OpenGL)"
        missing_packages="$missing_packages libgl1-mesa-dri"
    fi
    if ! command -v cc >/dev/null 2>&1; then
        missing_libraries="$missing_libraries (a C compiler)"
        missing_packages="$missing_packages gcc libc6-dev"
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1; }
}

agreed() {
    [ "$install" = yes ] && return 0
    [ -t 0 ] || return 1
    printf 'Install them now? [y/N] ' >&2
    read -r answer || return 1
    case $answer in [yY]*) return 0 ;; *) return 1 ;; esac
}

if [ "$(uname -s)" = Linux ]; then
    find_missing
    if [ -n "$missing_packages" ]; then
        echo "Missing here, and needed for a window or for building:$missing_libraries" >&2
        if command -v apt-get >/dev/null 2>&1; then
            echo "On this system these two lines bring it:" >&2
            echo "  sudo apt-get update" >&2
            echo "  sudo apt-get install --no-install-recommends$missing_packages" >&2
        else
            echo "Install the packages of your system that hold them (on Debian:$missing_packages)." >&2
        fi
        if can_install && agreed; then
            as_root apt-get update
            # The list is meant to be split into words.
            # shellcheck disable=SC2086
            as_root apt-get install --yes --no-install-recommends $missing_packages
        else
            echo "Going on without. Attune says so if the window cannot open; \`sh run.sh play the-worksheet\` needs none." >&2
        fi
    fi
fi

if ! command -v cc >/dev/null 2>&1; then
    echo "Attune cannot be built without a C compiler (\`cc\`)." >&2
    exit 2
fi
if ! command -v cargo >/dev/null 2>&1; then
    echo "Attune is built with Rust 1.95 or later, and there is no \`cargo\` here: see https://rustup.rs" >&2
    exit 2
fi
exec cargo run --release --locked --manifest-path "$here/Cargo.toml" -- "$@"
