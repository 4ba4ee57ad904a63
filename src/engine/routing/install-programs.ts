// Imported for its effect: everything the engine can do is at hand. A page fetches this when a cluster asks for it.
import '../dataplane/install-proxy-modes.ts';
import './install-explanations.ts';
import '../kubernetes/install-findings.ts';
import '../dataplane/dns-cache/install.ts';
import '../dataplane/load-balancer/install.ts';
import '../dataplane/network-policy/install.ts';
import '../kubernetes/network-policy/checks.ts';
import './reach/explain-policy.ts';
import './gateway/install.ts';
import './install-ingress.ts';
import '../kubernetes/edits/install.ts';
import '../kubernetes/install-networks.ts';
import '../dataplane/cni/install.ts';
import '../dataplane/cni/install-host-ports.ts';
import '../kubernetes/install-given-slices.ts';
import './install-folding.ts';
import './unread/install.ts';
