import { entryOf } from '../../kubernetes/model/reader.ts';
import { podAnnotations } from '../../kubernetes/projection/pod-annotations.ts';
import { holdsName } from './parties/names-word.ts';
import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { namesOf } from '../outcome/named.ts';
import { concern, type ConcernOf, fieldsAt, listAt, textAt, textsAt, valueAt } from './parties/concern.ts';
import type { Link, Parties } from './parties/parties.ts';
import { rangeContains } from './pools.ts';
import { meets, meetsCilium, meetsEither, namespaceLabels } from './parties/selectors.ts';

const exiting = ({ links }: Parties): readonly Link[] => links.filter(({ exits }) => exits);

const betweenNodes = ({ client, server }: Link): boolean => {
  const [from, to] = [client.pod?.nodeName ?? client.node?.name, server.pod?.nodeName ?? server.node?.name];
  return from !== undefined && to !== undefined && from !== to;
};

/** Calico's IPPool: without natOutgoing packets leave the cluster with the pod's address. */
const ipPool: ConcernOf = (object, parties) => {
  const { cidr, natOutgoing } = fieldsAt(object.raw, 'spec');
  const link = exiting(parties).find(
    ({ client: { pod } }) => pod?.ips.some((ip) => typeof cidr === 'string' && rangeContains(cidr, ip)) === true,
  );
  if (link?.client.pod === undefined || natOutgoing === true) return undefined;
  return concern(object, { code: 'NO_NAT_OUTGOING', detail: { pod: namesOf(link.client.pod) } }, { breaks: true });
};

/** Calico's BGP: without the mesh of nodes somebody else has to carry packets from node to node; Services may be announced. */
const bgpConfiguration: ConcernOf = (object, parties) => {
  const spec = fieldsAt(object.raw, 'spec');
  const announced = ['serviceClusterIPs', 'serviceExternalIPs', 'serviceLoadBalancerIPs'].flatMap((key) =>
    listAt(spec, key).flatMap((each) => textAt(each, 'cidr') ?? []),
  );
  const called = parties.links.find(({ calledIP }) => announced.some((range) => rangeContains(range, calledIP)));
  const isOutside = parties.client.pod === undefined && parties.client.node === undefined;
  if (called !== undefined && isOutside) {
    return concern(object, { code: 'ADDRESS_TOLD_OUTSIDE', detail: { ip: called.calledIP } }, { mends: true });
  }
  if (spec['nodeToNodeMeshEnabled'] !== false || !parties.links.some(betweenNodes)) return undefined;
  return concern(object, { code: 'NO_MESH_OF_NODES', detail: {} }, { breaks: true });
};

const felixConfiguration: ConcernOf = (object, parties) => {
  const spec = fieldsAt(object.raw, 'spec');
  const { client, server } = parties.links.find(
    (link) => link.client.pod !== undefined && link.server.node?.name === link.client.pod.nodeName,
  ) ?? { client: {}, server: {} };
  if (spec['defaultEndpointToHostAction'] === 'Drop' && server.node !== undefined && client.pod !== undefined) {
    const detail = { pod: namesOf(client.pod), node: server.node.name };
    return concern(object, { code: 'PODS_NOT_TO_THEIR_NODE', detail }, { breaks: true });
  }
  const mtu = Object.keys(spec).filter((key) => /mtu$/i.test(key));
  const isRead = parties.cluster.settings.podMtu !== undefined;
  if (isRead || parties.request.bytes === undefined || mtu.length === 0) return undefined;
  return concern(object, { code: 'MTU_SET', detail: { fields: mtu } }, { breaks: true, mends: true });
};

/** Amazon's ENIConfig: the subnet and the security groups of pods on the nodes of its name or zone. */
const eniConfig: ConcernOf = (object, { cluster, pods }) => {
  const pod = pods.find(({ nodeName, hostNetwork }) => {
    const node = nodeName === undefined || hostNetwork ? undefined : cluster.node(nodeName);
    const labels = Object.entries(node?.labels ?? {});
    return labels.some(([key, value]) => value === object.ref.name && /zone|eniConfig/i.test(key));
  });
  if (pod === undefined) return undefined;
  return concern(object, { code: 'SUBNET_OF_CLOUD', detail: { pod: namesOf(pod) } }, { breaks: true });
};

/** A network of their own for the pods of namespaces: others do not reach them. */
const userDefinedNetwork: ConcernOf = (object, { cluster, links }) => {
  const { raw, ref } = object;
  if (!/"role":"Primary"/.test(JSON.stringify(raw))) return undefined;
  const isIn = (namespace: string): boolean =>
    ref.namespace === undefined
      ? meets(valueAt(raw, 'spec', 'namespaceSelector'), namespaceLabels(cluster, namespace))
      : ref.namespace === namespace;
  const link = links.find(({ client, server, kind }) => {
    const [from, to] = [client.pod, server.pod];
    return kind !== 'DNS' && from !== undefined && to !== undefined && isIn(from.namespace) !== isIn(to.namespace);
  });
  const [client, server] = [link?.client.pod, link?.server.pod];
  if (client === undefined || server === undefined) return undefined;
  const detail = { client: namesOf(client), server: namesOf(server) };
  return concern(object, { code: 'NETWORK_OF_ITS_OWN', detail }, { breaks: true });
};

const kubeOvnSubnet: ConcernOf = (object, { links }) => {
  const spec = fieldsAt(object.raw, 'spec');
  const restricts =
    spec['private'] === true ||
    listAt(spec, 'acls').length > 0 ||
    (textAt(spec, 'vpc') ?? 'ovn-cluster') !== 'ovn-cluster';
  if (!restricts) return undefined;
  const ranges = (textAt(spec, 'cidrBlock') ?? '').split(',');
  const isIn = (pod: ClusterPod | undefined): boolean =>
    pod !== undefined &&
    (textsAt(spec, 'namespaces').includes(pod.namespace) ||
      pod.ips.some((ip) => ranges.some((range) => range !== '' && rangeContains(range, ip))));
  const link = links.find(({ client, server }) => isIn(client.pod) || isIn(server.pod));
  if (link === undefined) return undefined;
  return concern(object, { code: 'SUBNET_RESTRICTED', detail: {} }, { breaks: true });
};

const BY_KIND: Readonly<Record<string, ConcernOf>> = {
  IPPool: ipPool,
  BGPConfiguration: bgpConfiguration,
  FelixConfiguration: felixConfiguration,
  ENIConfig: eniConfig,
  UserDefinedNetwork: userDefinedNetwork,
  ClusterUserDefinedNetwork: userDefinedNetwork,
  Subnet: kubeOvnSubnet,
};

/** How pods are addressed and connected. */
export const networkConcern: ConcernOf = (object, parties) => entryOf(BY_KIND, object.ref.kind)?.(object, parties);

/** A network that a pod names in an annotation: beside its own, or in its place. */
export const secondNetworkConcern: ConcernOf = (object, parties) => {
  const { ref } = object;
  if (ref.kind !== 'NetworkAttachmentDefinition') return networkConcern(object, parties);
  for (const pod of parties.pods) {
    const annotations = podAnnotations(pod.object.metadata.annotations);
    const names = (value: string | undefined): boolean => value !== undefined && holdsName(value, ref.name);
    if (names(annotations['v1.multus-cni.io/default-network'])) {
      return concern(
        object,
        { code: 'NETWORK_REPLACED', detail: { pod: namesOf(pod) } },
        { breaks: true, mends: true },
      );
    }
    const networks = annotations['k8s.v1.cni.cncf.io/networks'];
    if (!names(networks)) continue;
    const takesDefault = networks?.includes('default-route') === true;
    return concern(
      object,
      { code: 'FURTHER_INTERFACE', detail: { pod: namesOf(pod), takesDefault } },
      { breaks: takesDefault },
    );
  }
  return undefined;
};

/** By which node, and with which address, packets of pods leave the cluster. */
export const egressConcern: ConcernOf = (object, parties) => {
  const { cluster } = parties;
  const { raw, ref } = object;
  const spec = fieldsAt(raw, 'spec');
  const isIn = (pod: ClusterPod, selectors: unknown): boolean => {
    const { podSelector, namespaceSelector } = fieldsAt(selectors);
    return (
      (podSelector !== undefined || namespaceSelector !== undefined) &&
      meets(namespaceSelector, namespaceLabels(cluster, pod.namespace), true) &&
      (ref.kind.startsWith('Cilium') && podSelector !== undefined
        ? meetsCilium(podSelector, cluster, pod)
        : meetsEither(podSelector, pod.labels, true))
    );
  };
  const subjects = [spec, spec['from'], spec['appliedTo'], ...listAt(spec, 'selectors'), ...listAt(spec, 'egress')];
  const link = exiting(parties).find(({ client: { pod }, ip }) => {
    if (pod === undefined || !subjects.some((each) => isIn(pod, each))) return false;
    const inRanges = (key: string): boolean => textsAt(spec, key).some((range) => rangeContains(range, ip));
    const ranges = textsAt(spec, 'destinationCIDRs');
    return (ranges.length === 0 || inRanges('destinationCIDRs')) && !inRanges('excludedCIDRs');
  });
  if (link?.client.pod === undefined) return undefined;
  const gateways = valueAt(spec, 'egressGateway', 'nodeSelector');
  const noGateway = gateways !== undefined && !cluster.nodes.some(({ labels }) => meets(gateways, labels));
  const detail = { pod: namesOf(link.client.pod), ...(noGateway && { unmatched: link.ip }) };
  return concern(object, { code: 'LEAVES_BY_GATEWAY', detail }, { breaks: noGateway });
};

/** Cilium's local redirect: packets for a Service or an address go to a pod of the same node. */
export const redirectConcern: ConcernOf = (object, { cluster, links }) => {
  const { serviceMatcher, addressMatcher } = fieldsAt(object.raw, 'spec', 'redirectFrontend');
  const backends = valueAt(object.raw, 'spec', 'redirectBackend', 'localEndpointSelector');
  const link = links.find(({ service, calledIP, client }) => {
    const name = textAt(serviceMatcher, 'serviceName');
    const space = textAt(serviceMatcher, 'namespace') ?? object.ref.namespace;
    const isFrontend =
      (name !== undefined && service?.name === name && service.namespace === space) ||
      textAt(addressMatcher, 'ip') === calledIP;
    const node = client.pod?.nodeName ?? client.node?.name;
    return isFrontend && node !== undefined && cluster.podsOn(node).some((pod) => meetsCilium(backends, cluster, pod));
  });
  if (link === undefined) return undefined;
  return concern(
    object,
    { code: 'REDIRECTED_TO_OWN_NODE', detail: { ip: link.calledIP } },
    { breaks: link.kind !== 'DNS', mends: link.kind !== 'DNS' },
  );
};
