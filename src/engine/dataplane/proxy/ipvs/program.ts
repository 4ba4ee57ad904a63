import type { Cluster, ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import type { IpvsTable } from '../../../linux/namespace/namespace.ts';
import type { Dummy } from '../../../linux/model/devices.ts';
import { isLoopbackIp, type IpFamily } from '../../../net/ip.ts';
import { createHostAddress, FAMILIES, MTU, perFamily } from '../../hosts/host.ts';
import { macFromName } from '../../hosts/mac.ts';
import { KUBE_PROXY } from '../../rules/rule.ts';
import { markChains } from '../iptables/static-chains.ts';
import { proxyNode } from '../ports/categorize-endpoints.ts';
import { localMatch } from '../ports/local-detector.ts';
import { nodeAddresses, nodePortAddresses } from '../ports/node-port-addresses.ts';
import type { Listings } from '../ports/port-listing.ts';
import type { NodeRules } from '../../rules/proxy-rules.ts';
import { createServiceIndex } from '../ports/service-index.ts';
import { createIpSets } from './ip-sets.ts';
import { ipvsRules } from './rules.ts';
import { createVirtualServers } from './virtual-servers.ts';

/** kube-proxy in ipvs mode on every node of a cluster. */
export interface IpvsProxy {
  readonly rules: (node: ClusterNode, family: IpFamily) => NodeRules;
  readonly virtualServers: (node: ClusterNode, family: IpFamily) => IpvsTable;
  /** kube-ipvs0 with all addresses of Services: what makes the node take their packets. */
  readonly device: (node: ClusterNode) => Dummy;
}

/** Programs the nodes as kube-proxy v1.33 ipvs/proxier.go does (deprecated since v1.35). Nothing is computed before a node is asked for. */
export function createIpvsProxy(cluster: Cluster, listings: Listings): IpvsProxy {
  const { settings } = cluster;
  const marks = markChains(settings.masqueradeMark);
  const services = perFamily((family) => createServiceIndex(listings.of(family)));
  const nodeIPs = (node: ClusterNode, family: IpFamily) => {
    const given = nodePortAddresses(cluster, node, family);
    return (given === 'all' ? nodeAddresses(cluster, node, family) : given).filter((ip) => !isLoopbackIp(ip));
  };
  return {
    rules: (node, family) =>
      ipvsRules({
        family,
        sets: createIpSets(services(family), node, { family, nodeIPs: nodeIPs(node, family) }),
        localMatch: localMatch(settings.localDetector, node, family),
        masqueradeAll: settings.masqueradeAll,
        marks,
      }),
    virtualServers: (node, family) =>
      createVirtualServers(services(family), proxyNode(node, settings), nodeIPs(node, family)),
    device: (node) => ({
      kind: 'dummy',
      name: 'kube-ipvs0',
      mac: macFromName(`kube-ipvs0 ${node.name}`),
      mtu: MTU,
      addresses: FAMILIES.flatMap((family) => services(family).addresses().map(createHostAddress)),
      origin: KUBE_PROXY,
    }),
  };
}
