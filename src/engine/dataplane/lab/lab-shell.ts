/** The script's beginning: what it is, what it needs. */
export const LAB_HEAD = String.raw`#!/usr/bin/env bash
# A Kubernetes cluster's network, built out of Linux network namespaces by packetwalk: one per node, one per pod, one for the
# outside, with the routes and the very rules that its nodes have, and a listener behind every port that is served.
#
#   sudo bash THIS-FILE up | down | list
#   sudo bash THIS-FILE exec pod/NS/NAME|node/NAME|internet -- COMMAND...
#   sudo bash THIS-FILE request --from SOURCE --to tcp://ADDRESS:PORT [--times N] [--json]
#
# SOURCE is pod/NS/NAME, node/NAME, internet, or ip/ADDRESS@NODE: a packet with that source that enters that node. Besides tcp
# there are udp and sctp; a kernel without SCTP sees an INIT and its answer made by hand, which is all that rules look at.
# Everything it makes is named pw-..., and "down" removes all of it.
set -euo pipefail

RUN=/run/pw-lab
`;

/** The script's end: the commands. */
export const LAB_TAIL = String.raw`say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

netns_names() { ip netns list 2>/dev/null | awk '{ print $1 }' | grep '^pw-' || true; }

# Says everything that is missing, before anything is touched.
check() {
  local missing=() command
  if [ "$(uname -s)" != Linux ]; then fail 'missing: Linux (this is '"$(uname -s)"')'; fi
  if [ "$(id -u)" != 0 ]; then missing+=('root (run it with sudo)'); fi
  for command in $TOOLS; do
    command -v "$command" >/dev/null || missing+=("$command")
  done
  if [ ! -e /proc/self/ns/net ]; then missing+=('network namespaces in the kernel'); fi
  if [ ! -e /proc/net/if_inet6 ]; then missing+=('IPv6 in the kernel'); fi
  if [ ! -e /proc/sys/net/bridge ] && ! modprobe -nq br_netfilter 2>/dev/null; then
    missing+=('br_netfilter in the kernel')
  fi
  for command in $MODULES; do
    if [ ! -e "/sys/module/$command" ] && ! modprobe -nq "$command" 2>/dev/null; then
      missing+=("$command in the kernel")
    fi
  done
  if [ "${'$'}{#missing[@]}" -gt 0 ]; then
    for command in "${'$'}{missing[@]}"; do say "missing: $command"; done
    say 'On Debian and Ubuntu: apt-get install iproute2 iptables nftables python3'
    exit 1
  fi
}

# The network of each namespace has its own of these. Arguments: ip_forward, bridge-nf-call-iptables, route_localnet.
SYSCTLS='
write() { if [ -e "/proc/sys/net/$1" ]; then echo "$2" > "/proc/sys/net/$1"; fi; }
write ipv4/ip_forward "$1"
write ipv6/conf/all/forwarding "$1"
write bridge/bridge-nf-call-iptables "$2"
write bridge/bridge-nf-call-ip6tables "$2"
for which in all default; do
  write "ipv4/conf/$which/route_localnet" "$3"
  write "ipv4/conf/$which/rp_filter" 0
  write "ipv4/conf/$which/send_redirects" 0
  write "ipv4/conf/$which/accept_redirects" 0
  write "ipv6/conf/$which/disable_ipv6" 0
  write "ipv6/conf/$which/accept_ra" 0
  write "ipv6/conf/$which/accept_dad" 0
  write "ipv6/conf/$which/accept_redirects" 0
done
write ipv4/fib_multipath_hash_policy 1
write ipv6/fib_multipath_hash_policy 1
write ipv4/icmp_ratelimit 0
write ipv6/icmp/ratelimit 0
write ipv4/icmp_msgs_per_sec 1000000
write ipv4/icmp_msgs_burst 1000000
'

namespace() {
  ip netns add "$1"
  ip netns exec "$1" bash -c "$SYSCTLS" pw-sysctls "$2" "$3" "$4"
}

# Arguments: namespace, device, and IPv6 addresses to answer for. In IPv4 it answers for whatever it has a route to.
answer_for_others() {
  local netns=$1 device=$2 address
  shift 2
  ip netns exec "$netns" bash -c '
    echo 1 > "/proc/sys/net/ipv4/conf/$1/proxy_arp"
    echo 0 > "/proc/sys/net/ipv4/neigh/$1/proxy_delay"
    echo 1 > "/proc/sys/net/ipv6/conf/$1/proxy_ndp"
    echo 0 > "/proc/sys/net/ipv6/neigh/$1/proxy_delay"
  ' pw-sysctls "$device"
  for address in "$@"; do ip -n "$netns" -6 neigh replace proxy "$address" dev "$device"; done
}

up() {
  local module
  check
  if [ -n "$(netns_names)" ] || [ -e "$RUN" ]; then
    fail 'a lab is up already: "down" takes it away'
  fi
  if [ ! -e /proc/sys/net/bridge ]; then modprobe br_netfilter; fi
  for module in $MODULES; do
    if [ ! -e "/sys/module/$module" ]; then modprobe "$module"; fi
  done
  trap 'say "up failed: taking away what was built"; down' EXIT
  mkdir -m 700 "$RUN"
  listeners > "$RUN/places.jsonl"
  program > "$RUN/lab.py"
  build
  : > "$RUN/server.log"
  setsid python3 "$RUN/lab.py" serve < /dev/null > "$RUN/ready" 2> "$RUN/server.log" &
  echo "$!" > "$RUN/server.pid"
  local tries
  for ((tries = 0; tries < 400; tries++)); do
    if [ -s "$RUN/ready" ]; then break; fi
    if ! kill -0 "$(cat "$RUN/server.pid")" 2>/dev/null; then break; fi
    sleep 0.05
  done
  if [ ! -s "$RUN/ready" ]; then cat "$RUN/server.log" >&2; exit 1; fi
  trap - EXIT
}

# Also after an "up" that failed half-way, and when nothing is there.
down() {
  trap - EXIT
  local pid name
  if [ "$(id -u)" != 0 ]; then fail 'missing: root (run it with sudo)'; fi
  if [ -s "$RUN/server.pid" ]; then
    pid=$(cat "$RUN/server.pid")
    if grep -q "$RUN/lab.py" "/proc/$pid/cmdline" 2>/dev/null; then kill -KILL "$pid" 2>/dev/null || true; fi
  fi
  for name in $(netns_names); do ip netns del "$name" || true; done
  rm -rf "$RUN"
}

netns_of() {
  local place netns
  while IFS=$'\t' read -r place netns; do
    if [ "$place" = "$1" ]; then printf '%s\n' "$netns"; return; fi
  done <<< "$PLACES"
  fail "there is no $1 here: see \"list\""
}

list() {
  local place netns
  while IFS=$'\t' read -r place netns; do
    printf '%-40s %s\n' "$place" "$netns"
  done <<< "$PLACES"
}

is_up() { [ -s "$RUN/ready" ] || fail 'the lab is not up: run "up" first'; }

case "${'$'}{1:-}" in
  up) up ;;
  down) down ;;
  list) list ;;
  exec)
    is_up
    [ "$#" -ge 2 ] || fail 'exec needs a place: see "list"'
    netns=$(netns_of "$2")
    shift 2
    if [ "${'$'}{1:-}" = -- ]; then shift; fi
    if [ "$#" -eq 0 ]; then set -- bash; fi
    exec ip netns exec "$netns" "$@"
    ;;
  request)
    is_up
    shift
    LAB="$0" exec python3 "$RUN/lab.py" request "$@"
    ;;
  *) fail "usage: sudo bash $0 up | down | list | exec PLACE -- COMMAND... | request --from SOURCE --to tcp://ADDRESS:PORT" ;;
esac
`;
