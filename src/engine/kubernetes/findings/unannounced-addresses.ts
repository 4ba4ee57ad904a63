import type { Ip } from '../../net/ip.ts';
import type { Cluster, ClusterNode, ClusterService } from '../cluster/cluster.ts';
import { objectKey } from '../model/object.ts';
import { recordOf } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';

/** Nodes of a cloud, or of anything else that may have load balancers, name what provides them. */
const isOnItsOwn = ({ assumed, object }: ClusterNode): boolean =>
  assumed !== true && recordOf(object['spec'])['providerID'] === undefined;

/** Addresses of Services that no node has and that, as far as the objects show, nobody tells the network outside about. */
export function findUnannouncedAddresses(cluster: Cluster, report: Report): void {
  const { services, nodes, settings } = cluster;
  if (settings.cloud !== undefined || nodes.length === 0) return;
  const owned = new Set(nodes.flatMap(({ ips, externalIPs }) => [...ips, ...externalIPs]));
  const isBare = nodes.every(isOnItsOwn);
  for (const service of services) {
    const { namespace, name, externalIPs } = service;
    const object = { kind: 'Service', namespace, name };
    const tell = ({ ip, path }: StatedIp, of: 'EXTERNAL_IP' | 'LOAD_BALANCER'): void => {
      if (owned.has(ip)) return;
      addFinding(report, { severity: 'info', code: 'ADDRESS_WITHOUT_ANNOUNCER', detail: { ip, of }, object, path });
    };
    if (externalIPs.length > 0 && !isAdvertising(cluster))
      externalIPs.forEach((ip, at) => tell({ ip, path: ['spec', 'externalIPs', at] }, 'EXTERNAL_IP'));
    if (isBare) for (const stated of statedIPs(cluster, service)) tell(stated, 'LOAD_BALANCER');
  }
}

/** Networks that can tell others about Services' externalIPs by BGP. */
const isAdvertising = ({ settings: { cni }, ofKind, notRead }: Cluster): boolean =>
  cni === 'kube-router' ||
  ofKind('CiliumBGPAdvertisement').length + ofKind('CiliumBGPPeeringPolicy').length > 0 ||
  notRead.some(({ ref }) => ref.kind === 'BGPConfiguration');

interface StatedIp {
  readonly ip: Ip;
  readonly path: readonly (string | number)[];
}

/** The address that the Service asks for, where nobody that is known gives it; by one in its status somebody has given it. */
function statedIPs(cluster: Cluster, service: ClusterService): readonly StatedIp[] {
  const { type, namespace, name, balancing, loadBalancerIPs } = service;
  if (type !== 'LoadBalancer' || balancing !== undefined || loadBalancerIPs.length === 0) return [];
  const given = cluster.objects.get(objectKey({ kind: 'Service', namespace, name }));
  const { loadBalancerIP, loadBalancerClass } = recordOf(given?.['spec']);
  const { ingress } = recordOf(recordOf(given?.['status'])['loadBalancer']);
  const reported = Array.isArray(ingress) ? ingress.map((point: unknown) => recordOf(point)['ip']) : [];
  if (loadBalancerClass !== undefined) return [];
  return loadBalancerIPs.flatMap(({ ip }): readonly StatedIp[] =>
    loadBalancerIP === ip && !reported.includes(ip) ? [{ ip, path: ['spec', 'loadBalancerIP'] }] : [],
  );
}
