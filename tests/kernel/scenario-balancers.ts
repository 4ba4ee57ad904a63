import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { EVERYONE, type Making, ofFamilies } from './making.ts';

/**
 * MetalLB or Cilium has the addresses that load balancers have (scenario-service.ts), and some of its nodes announce them. In layer 2
 * it may have some of the nodes' own subnet as well, of which a Service is given one.
 */
export function createAnnounced(making: Making): readonly RawObject[] {
  const { random, nodes, note } = making;
  const how = random.pick(['nothing', 'nothing', 'layer 2', 'BGP', 'nobody']);
  if (how === 'nothing') return [];
  const names = random.sample(nodes, random.integer(1, nodes.length));
  const cilium = random.chance(0.4);
  note(`load balancers announced by ${how} of ${cilium ? 'Cilium' : 'MetalLB'}`);
  const onLink = how === 'layer 2' && !making.scattered && random.chance(0.7);
  if (onLink) note("load balancer with an address of the nodes' subnet");
  return [
    ...(cilium ? createCilium(how, names) : createMetallb(how, names)),
    ...(onLink ? [...createLinkPool(making, cilium), createLinked(making)] : []),
  ];
}

const OUTSIDE = ['203.0.113.0/24', '2001:db8:203:113::/64'];
const LINK = ['192.168.10.240-192.168.10.249', 'fd00:192::f0-fd00:192::f9'];

const metallb = (kind: string, name: string, spec: object): RawObject => ({
  apiVersion: 'metallb.io/v1beta1',
  kind,
  metadata: { name, namespace: 'metallb-system' },
  spec: { ...spec },
});

function createMetallb(how: string, names: readonly string[]): readonly RawObject[] {
  const nodeSelectors = names.map((name) => ({ matchLabels: { 'kubernetes.io/hostname': name } }));
  return [
    metallb('IPAddressPool', 'outside', { addresses: OUTSIDE }),
    ...(how === 'layer 2' ? [metallb('L2Advertisement', 'some', { nodeSelectors })] : []),
    ...(how === 'BGP'
      ? [metallb('BGPAdvertisement', 'some', { nodeSelectors }), metallb('BGPPeer', 'router', {})]
      : []),
  ];
}

const cilium = (kind: string, name: string, spec: object): RawObject => ({
  apiVersion: 'cilium.io/v2alpha1',
  kind,
  metadata: { name },
  spec: { ...spec },
});

function createCilium(how: string, names: readonly string[]): readonly RawObject[] {
  const nodeSelector = { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: names }] };
  const serviceSelector = { matchExpressions: [{ key: 'quiet', operator: 'DoesNotExist' }] };
  const neighbors = [{ peerAddress: '192.168.10.1/32', peerASN: 64512 }];
  const virtualRouters = [{ localASN: 64513, serviceSelector, neighbors }];
  return [
    cilium('CiliumLoadBalancerIPPool', 'outside', { blocks: OUTSIDE.map((cidr) => ({ cidr })) }),
    ...(how === 'layer 2'
      ? [cilium('CiliumL2AnnouncementPolicy', 'some', { nodeSelector, loadBalancerIPs: true })]
      : []),
    ...(how === 'BGP' ? [cilium('CiliumBGPPeeringPolicy', 'some', { nodeSelector, virtualRouters })] : []),
  ];
}

/** Its name comes before the other pool's, so that a Service without an address gets one of these. */
function createLinkPool({ families }: Making, ofCilium: boolean): readonly RawObject[] {
  const ranges = ofFamilies(families, LINK[0] ?? '', LINK[1] ?? '');
  if (!ofCilium) return [metallb('IPAddressPool', 'link', { addresses: ranges })];
  const blocks = ranges.map((range) => {
    const [start, stop] = range.split('-');
    return { start, stop };
  });
  return [cilium('CiliumLoadBalancerIPPool', 'link', { blocks })];
}

function createLinked({ random, families }: Making): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'linked', namespace: 'shop' },
    spec: {
      type: 'LoadBalancer',
      selector: EVERYONE,
      publishNotReadyAddresses: true,
      externalTrafficPolicy: random.pick(['Cluster', 'Local']),
      ports: [{ name: 'http', port: 8000, protocol: 'TCP', targetPort: 'http' }],
      ...(families.includes(',') ? { ipFamilyPolicy: 'RequireDualStack' } : {}),
    },
  };
}
