#!/bin/sh
# What `make check` needs of the system: Chromium, PostgreSQL, Java, strace, age, LibreOffice Writer and WebKit.
# As root on Debian it installs what is missing; elsewhere it says what is missing and stops: make check skips nothing.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }
browser() { [ -n "${VIGIE_CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome; }
postgres() { has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

missing=""
browser || missing="$missing chromium"
postgres || missing="$missing postgresql"
has javac || missing="$missing default-jdk-headless"
has strace || missing="$missing strace"
has age || missing="$missing age"
has WebKitWebDriver || missing="$missing webkit2gtk-driver"
has Xvfb || missing="$missing xvfb"
has soffice || has libreoffice || missing="$missing libreoffice-writer-nogui"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && has apt-get; then
  echo "Installation de / installing:$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null
  # shellcheck disable=SC2086 -- a list of names
  apt-get install -y -qq --no-install-recommends $missing >/dev/null
  exit 0
fi
echo "Il manque :$missing. « make check » ne saute rien ; pytest seul saute ce qui en a besoin, et le dit."
echo "Missing:$missing. 'make check' skips nothing; pytest alone skips what needs them, and says so."
exit 1
