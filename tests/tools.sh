#!/bin/sh
# What the tests run besides Python, and the Debian package that brings it.
#
#   tests/tools.sh install   install what is missing, where we may (root on Debian); start nothing
#   tests/tools.sh missing   say what was not tested for lack of what
#
# A test whose tool is missing fails with CI set, and is skipped elsewhere (tests/tools.py).
set -eu

# program | packages | what is not tested without it
table() {
  cat <<'END'
chromium | chromium fonts-dejavu-core | pages in a browser
nginx | nginx | the proxy's configuration, its limits and slow clients
redis-server | redis-server | a Redis that goes away
node | nodejs | the documentation's code for Node
varnishd | varnish | Varnish before the site
systemd-analyze | systemd | the units for systemd
systemd-socket-activate | systemd | the sockets that systemd hands to the pages
END
  case "${DATABASE_URL:-}" in postgres*)
    echo "pg_dump | postgresql-client | backup and restore of PostgreSQL"
    echo "initdb | postgresql | a PostgreSQL that restarts" ;;
  esac
}

# As tests/tools.py looks for them.
is_here() {
  PATH="$PATH:/usr/sbin" command -v "$1" >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/"$1" >/dev/null 2>&1
}

# The lines of the table whose program is not here.
lacking() {
  table | while IFS='|' read -r program packages what; do
    program=${program% }
    is_here "$program" || echo "$program |$packages|$what"
  done
}

install_lacking() {
  packages=$(lacking | cut -d'|' -f2 | tr -s ' \n' ' ')
  [ -n "$packages" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 0
  echo "Installing from Debian what the tests need:${packages% } …"
  start_nothing
  # shellcheck disable=SC2086  # a list of words
  said=$(apt-get update -qq 2>&1 && DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $packages 2>&1) || echo "$said" | tail -n 5
  for service in nginx redis-server varnish varnishncsa; do
    case "$packages " in *" ${service%ncsa} "*) update-rc.d "$service" disable >/dev/null 2>&1 || true ;; esac
  done
}

# Until we are through no package starts its service, and PostgreSQL makes no database of its own:
# the ports are for whoever has them.
start_nothing() {
  made=""
  trap 'rm -f $made' EXIT
  trap 'exit 1' HUP INT TERM
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    made=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
  fi
  if ! is_here initdb; then
    mkdir -p /etc/postgresql-common/createcluster.d
    made="$made /etc/postgresql-common/createcluster.d/for-tests.conf"
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/for-tests.conf
  fi
}

missing() {
  lacking | while IFS='|' read -r program packages what; do
    echo "NOTE: ${program% } is not installed, so this was not tested:$what."
    echo "      Install your system's package (Debian's:${packages% }) and run make test again."
  done
}

case "${1:-}" in
  install) install_lacking ;;
  missing) missing ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
