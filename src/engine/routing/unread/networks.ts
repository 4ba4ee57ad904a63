import { entryOf } from '../../kubernetes/model/reader.ts';
import { podAnnotations } from '../../kubernetes/fields/pod-annotations.ts';
import { holdsName } from './names-word.ts';
import type { ClusterPod } from '../../kubernetes/model/cluster.ts';
import { formatObjectRef } from '../../kubernetes/model/object.ts';
import { concern, type ConcernOf, fieldsAt, listAt, textAt, textsAt, valueAt } from './concern.ts';
import type { Link, Parties } from './parties.ts';
import { rangeContains } from './pools.ts';
import { meets, meetsCilium, meetsEither, namespaceLabels } from './selectors.ts';

const podText = ({ namespace, name }: ClusterPod): string => `pod ${namespace}/${name}`;

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
  const message = `${formatObjectRef(object.ref)} has no natOutgoing: packets of ${podText(link.client.pod)} leave the cluster with the pod's own address, which nobody outside can answer.`;
  return concern(object, message, { breaks: true });
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
    const message = `${formatObjectRef(object.ref)} announces ${called.calledIP} to routers outside, so that it can be called from there.`;
    return concern(object, message, { mends: true });
  }
  if (spec['nodeToNodeMeshEnabled'] !== false || !parties.links.some(betweenNodes)) return undefined;
  const message = `${formatObjectRef(object.ref)} turns off the exchange of routes between nodes: whether packets get from node to node is for BGP peers to say.`;
  return concern(object, message, { breaks: true });
};

const felixConfiguration: ConcernOf = (object, parties) => {
  const spec = fieldsAt(object.raw, 'spec');
  const { client, server } = parties.links.find(
    (link) => link.client.pod !== undefined && link.server.node?.name === link.client.pod.nodeName,
  ) ?? { client: {}, server: {} };
  if (spec['defaultEndpointToHostAction'] === 'Drop' && server.node !== undefined && client.pod !== undefined) {
    const message = `${formatObjectRef(object.ref)} drops what pods send to their own node: ${podText(client.pod)} could not call node ${server.node.name}.`;
    return concern(object, message, { breaks: true });
  }
  const mtu = Object.keys(spec).filter((key) => /mtu$/i.test(key));
  if (parties.request.bytes === undefined || mtu.length === 0) return undefined;
  return concern(object, `${formatObjectRef(object.ref)} sets the MTU of devices on the way (${mtu.join(', ')}).`, {
    breaks: true,
    mends: true,
  });
};

/** Amazon's ENIConfig: the subnet and the security groups of pods on the nodes of its name or zone. */
const eniConfig: ConcernOf = (object, { cluster, pods }) => {
  const pod = pods.find(({ nodeName, hostNetwork }) => {
    const node = nodeName === undefined || hostNetwork ? undefined : cluster.node(nodeName);
    const labels = Object.entries(node?.labels ?? {});
    return labels.some(([key, value]) => value === object.ref.name && /zone|eniConfig/i.test(key));
  });
  if (pod === undefined) return undefined;
  const message = `${formatObjectRef(object.ref)} gives ${podText(pod)} its subnet and security groups, which could refuse connections.`;
  return concern(object, message, { breaks: true });
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
  if (link === undefined) return undefined;
  const message = `${formatObjectRef(ref)} gives the pods of its namespaces a network of their own: ${podText(link.client.pod as ClusterPod)} and ${podText(link.server.pod as ClusterPod)} are not in the same.`;
  return concern(object, message, { breaks: true });
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
  const message = `${formatObjectRef(object.ref)} restricts who reaches the pods of its range (private, acls or a VPC of its own).`;
  return concern(object, message, { breaks: true });
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
      const message = `${formatObjectRef(ref)} takes the place of the cluster network in ${podText(pod)}, which is not modelled.`;
      return concern(object, message, { breaks: true, mends: true });
    }
    const networks = annotations['k8s.v1.cni.cncf.io/networks'];
    if (!names(networks)) continue;
    const takesDefault = networks?.includes('default-route') === true;
    const message = `${formatObjectRef(ref)} gives ${podText(pod)} another interface${takesDefault ? ' that takes its default route' : ''}; only that of the cluster network is walked.`;
    return concern(object, message, { breaks: takesDefault });
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
  const message = noGateway
    ? `${formatObjectRef(ref)} sends packets of ${podText(link.client.pod)} to ${link.ip} out by a gateway node, and its nodeSelector matches none: they would be dropped.`
    : `${formatObjectRef(ref)} sends packets of ${podText(link.client.pod)} out by another node and with another source address than the walk shows.`;
  return concern(object, message, { breaks: noGateway });
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
  const message = `${formatObjectRef(object.ref)} sends packets for ${link.calledIP} to a pod of the client's own node instead.`;
  return concern(object, message, { breaks: link.kind !== 'DNS', mends: link.kind !== 'DNS' });
};
