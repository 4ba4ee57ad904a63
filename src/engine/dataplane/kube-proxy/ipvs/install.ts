import { installProxyMode } from '../create-proxy.ts';
import { createIpvsProxy } from './program.ts';

installProxyMode('ipvs', (cluster) => {
  const { rules, virtualServers, device } = createIpvsProxy(cluster);
  return {
    program: (node, family) => ({ iptables: rules(node, family), tables: [] }),
    memory: { mode: 'ipvs' },
    devices: (node) => [device(node)],
    virtualServers,
  };
});
