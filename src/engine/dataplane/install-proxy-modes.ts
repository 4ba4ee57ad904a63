// Imported for its effect: every proxy mode is at hand.
import './kube-proxy/ebpf/install.ts';
import './kube-proxy/ipvs/install.ts';
import './kube-proxy/nftables/install.ts';
