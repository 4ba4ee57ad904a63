import { installProxyMode } from '../create-proxy.ts';
import { createIpvsProxy } from './program.ts';

installProxyMode('ipvs', ({ cluster, listings }) => {
  const { rules, virtualServers, device } = createIpvsProxy(cluster, listings);
  return {
    program: (node, family) => ({ iptables: rules(node, family), tables: [] }),
    devices: (node) => [device(node)],
    virtualServers,
  };
});
