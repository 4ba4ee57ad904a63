import type { ProxyProgram } from './create-proxy.ts';
import { createIpvsProxy } from '../ipvs/program.ts';

export const createIpvs: ProxyProgram = ({ cluster, listings }) => {
  const { rules, virtualServers, device } = createIpvsProxy(cluster, listings);
  return {
    program: (node, family) => ({ iptables: rules(node, family), tables: [] }),
    devices: (node) => [device(node)],
    virtualServers,
  };
};
