import type { ProxyProgram } from './create-proxy.ts';
import { kubeletRules } from '../iptables/static-chains.ts';
import { createEbpfProxy } from '../ebpf/program.ts';

export const createEbpf: ProxyProgram = ({ cluster, listings }) => ({
  program: (_node, family) => ({ iptables: { filter: kubeletRules(family) }, tables: [] }),
  bpf: createEbpfProxy(cluster, listings),
});
