import { runEgress } from '../../../linux/bpf-record.ts';
import { connectSocket, runIngress } from '../../../linux/bpf-run.ts';
import { installTranslators } from '../../../linux/translators.ts';
import { installProxyMode } from '../create-proxy.ts';
import { kubeletRules } from '../iptables/static-chains.ts';
import { createEbpfProxy } from './program.ts';

installProxyMode('ebpf', ({ cluster, listings }) => ({
  program: (_node, family) => ({ iptables: { filter: kubeletRules(family) }, tables: [] }),
  bpf: createEbpfProxy(cluster, listings),
}));
installTranslators({ connect: connectSocket, ingress: runIngress, egress: runEgress });
