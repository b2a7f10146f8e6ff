#!/bin/sh
# The `vigie` command of the server: as its own account, with the settings of its service. For root, or by sudo.
set -eu
umask 077  # nothing of Vigie is for other accounts to read
set -a
. /etc/vigie.env
set +a
cd /srv/vigie
exec runuser -u vigie -- /srv/vigie/vigie/.venv/bin/vigie "$@"
