import { textOf } from '../../kubernetes/model/reader.ts';
import { podAnnotations } from '../../kubernetes/projection/pod-annotations.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import { matchesLabels } from '../../kubernetes/matching/node-match.ts';
import { meetsExpression, parseSelector } from '../../kubernetes/network-policy/calico-selector.ts';
import {
  type Concern,
  concern,
  type ConcernOf,
  fieldsAt,
  listAt,
  textAt,
  textsAt,
  type UnreadObject,
} from './parties/concern.ts';
import type { End, Link, Parties } from './parties/parties.ts';
import { meets, meetsEither, namespaceLabels } from './parties/selectors.ts';

/** What a policy does to connections of the pods it selects, per direction seen from them. */
interface Reading {
  readonly selects: (pod: ClusterPod) => boolean;
  /** Nodes and what runs on their network. Absent: none. */
  readonly selectsNode?: (name: string) => boolean;
  readonly ingress?: Effect;
  readonly egress?: Effect;
  /** Only connections that leave the cluster count. */
  readonly outsideOnly?: boolean;
}

type Effect = 'refuses' | 'allows' | 'both';

/** How a policy of a kind is read; undefined: it does nothing. */
type Read = (object: UnreadObject, cluster: Cluster) => readonly Reading[];

/** Policies of network plugins: a connection of the walk whose end they select, in a direction they speak of. */
export const policyConcern: ConcernOf = (object, parties) => {
  const readings = readPolicy(object, parties.cluster);
  if (readings.length === 0) return undefined;
  const links = parties.links.filter(crosses);
  for (const reading of readings) {
    for (const link of links) {
      const found = told(object, reading, link, parties);
      if (found !== undefined) return found;
    }
  }
  return undefined;
};

function readPolicy(object: UnreadObject, cluster: Cluster): readonly Reading[] {
  const { ref, raw } = object;
  return (READERS[`${raw.apiVersion.replace(/\/.*/, '')}/${ref.kind}`] ?? readGeneric)(object, cluster);
}

/** The pods whose connections a policy speaks of. */
export function selectedPods(object: UnreadObject, cluster: Cluster): readonly ClusterPod[] {
  const readings = readPolicy(object, cluster).filter(({ ingress, egress }) => (ingress ?? egress) !== undefined);
  if (readings.length === 0) return [];
  return cluster.pods.filter((pod) => readings.some((reading) => isSelected(reading, { pod })));
}

/** The pods whose connections a policy speaks of, by direction; `outside`: only connections that leave the cluster. */
export interface PolicyPods {
  readonly ingress: ReadonlySet<ClusterPod>;
  readonly egress: ReadonlySet<ClusterPod>;
  readonly outside: ReadonlySet<ClusterPod>;
}

export function podsByDirection(object: UnreadObject, cluster: Cluster): PolicyPods {
  const [ingress, egress, outside] = [new Set<ClusterPod>(), new Set<ClusterPod>(), new Set<ClusterPod>()];
  for (const reading of readPolicy(object, cluster)) {
    for (const pod of cluster.pods) {
      if (!isSelected(reading, { pod })) continue;
      if (reading.ingress !== undefined) ingress.add(pod);
      if (reading.egress !== undefined) (reading.outsideOnly === true ? outside : egress).add(pod);
    }
  }
  return { ingress, egress, outside };
}

/** False for what stays within a pod: no policy sees it. */
function crosses({ client, server }: Link): boolean {
  return client.pod === undefined || client.pod !== server.pod;
}

function told(object: UnreadObject, reading: Reading, link: Link, { causes }: Parties): Concern | undefined {
  const { client, server } = link;
  const out = reading.egress !== undefined && isSelected(reading, client) && (!reading.outsideOnly || isOutside(link));
  const into = reading.ingress !== undefined && isSelected(reading, server);
  const effect = out ? reading.egress : into ? reading.ingress : undefined;
  if (effect === undefined) return undefined;
  const end = refOf(out ? client : server);
  if (end === undefined) return undefined;
  const denied = [...causes].some((code) => /POLICY_DENIES|DNS_UNREACHABLE/.test(code));
  const { protocol, port } = link;
  const detail = { end, direction: out ? 'egress' : 'ingress', effect, protocol, port } as const;
  const power = { breaks: effect !== 'allows', mends: effect !== 'refuses' && denied };
  return { ...concern(object, { code: 'POLICY_SELECTS', detail }, power), of: end };
}

const isOutside = ({ server, exits }: Link): boolean =>
  exits || (server.pod === undefined && server.node === undefined);

function isSelected({ selects, selectsNode }: Reading, { pod, node }: End): boolean {
  if (pod !== undefined && !pod.hostNetwork) return selects(pod);
  const name = node?.name ?? pod?.nodeName;
  return name !== undefined && selectsNode?.(name) === true;
}

function refOf({ pod, node }: End): ObjectRef | undefined {
  if (pod !== undefined) return { kind: 'Pod', namespace: pod.namespace, name: pod.name };
  return node && { kind: 'Node', name: node.name };
}

/** A host endpoint shuts its node but for what policies allow, unless a profile opens it; some policies see what passes through it. */
const readHostEndpoint: Read = ({ raw }, cluster) => {
  const node = textAt(raw, 'spec', 'node');
  const isOpen = textsAt(raw, 'spec', 'profiles').includes('projectcalico-default-allow');
  const policies = cluster
    .ofKind('GlobalNetworkPolicy')
    .map((policy) => fieldsAt(policy.raw, 'spec'))
    .filter(({ selector, namespaceSelector }) => {
      // A selector that cannot be read may select anything.
      const asks = parseSelector(textOf(selector) ?? '')?.asks;
      const isMet = asks === undefined || meetsExpression(asks, (key) => raw.metadata.labels?.[key]);
      return textOf(namespaceSelector) === undefined && isMet;
    });
  const effect = isOpen ? 'both' : 'refuses';
  const onNode = (name: string): boolean => name === node;
  const passes = policies.some(({ applyOnForward }) => applyOnForward === true);
  const isShut = !isOpen || policies.length > 0;
  return [
    ...(isShut ? [{ selects: () => false, selectsNode: onNode, ingress: effect, egress: effect } as const] : []),
    ...(passes
      ? [{ selects: (pod: ClusterPod) => pod.nodeName === node, ingress: 'both', egress: 'both' } as const]
      : []),
  ];
};

/** Antrea: who it is applied to stands in the policy or in its rules; only rules that drop refuse. */
const readAntrea: Read = ({ ref, raw }, cluster) => {
  const appliesTo = (list: readonly unknown[]) => (pod: ClusterPod) =>
    list.some((peer) => {
      const { podSelector, namespaceSelector, group, serviceAccount } = fieldsAt(peer);
      if (group !== undefined || serviceAccount !== undefined) return true;
      if (podSelector === undefined && namespaceSelector === undefined) return false;
      return (
        (ref.namespace === undefined || ref.namespace === pod.namespace) &&
        meets(namespaceSelector, namespaceLabels(cluster, pod.namespace), true) &&
        meets(podSelector, pod.labels, true)
      );
    });
  const whole = listAt(raw, 'spec', 'appliedTo');
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    listAt(raw, 'spec', direction).map((rule): Reading => {
      const own = listAt(rule, 'appliedTo');
      const action = textAt(rule, 'action') ?? 'Allow';
      const effect: Effect = /drop|reject/i.test(action) ? 'refuses' : 'allows';
      return { selects: appliesTo(own.length > 0 ? own : whole), [direction]: effect };
    }),
  );
};

/** All pods of its namespace, towards the outside, when a rule denies. */
const readEgressFirewall: Read = ({ ref, raw }) => {
  const denies = listAt(raw, 'spec', 'egress').some((rule) => textAt(rule, 'type') === 'Deny');
  return denies ? [{ selects: (pod) => pod.namespace === ref.namespace, egress: 'refuses', outsideOnly: true }] : [];
};

/** Amazon's security groups of pods: whatever they do not allow is refused, both ways. */
const readSecurityGroups: Read = ({ ref, raw }) => {
  const { podSelector, serviceAccountSelector } = fieldsAt(raw['spec']);
  return [
    {
      selects: (pod) =>
        pod.namespace === ref.namespace &&
        (podSelector !== undefined || serviceAccountSelector !== undefined) &&
        meets(podSelector, pod.labels, true),
      ingress: 'refuses',
      egress: 'refuses',
    },
  ];
};

/** A group that pods name in an annotation. */
const readKubeOvnGroup: Read = ({ ref }) => [
  {
    selects: ({ object }) =>
      Object.entries(podAnnotations(object.metadata.annotations)).some(
        ([key, value]) => key.includes('security_groups') && value.split(',').includes(ref.name),
      ),
    ingress: 'refuses',
    egress: 'refuses',
  },
];

/** Experiments that break the network of the pods they select, in their own namespace unless they name others. */
const readChaos: Read = ({ raw, ref }) => {
  const { namespaces, labelSelectors } = fieldsAt(raw, 'spec', 'selector');
  const own = Array.isArray(namespaces) && namespaces.length > 0 ? namespaces : [ref.namespace];
  return [
    {
      selects: (pod) =>
        own.includes(pod.namespace) &&
        matchesLabels(fieldsAt(labelSelectors) as Readonly<Record<string, string>>, pod.labels),
      ingress: 'refuses',
      egress: 'refuses',
    },
  ];
};

/** Any other kind: who it selects by the usual fields; directions by its sections, else both. */
const readGeneric: Read = ({ ref, raw }, cluster) => {
  const spec = fieldsAt(raw, 'spec');
  const { podSelector, endpointSelector, workloadSelector, selector, namespaceSelector, appliedTo } = spec;
  const own = podSelector ?? endpointSelector ?? workloadSelector ?? selector;
  const applied = Array.isArray(appliedTo) ? appliedTo : [];
  if (own === undefined && namespaceSelector === undefined && applied.length === 0) return [];
  const types = textsAt(spec, 'policyTypes');
  const speaks = (name: string, type: string): boolean =>
    types.includes(type) || spec[name] !== undefined || !('ingress' in spec || 'egress' in spec || types.length > 0);
  const selects = (pod: ClusterPod, selected: unknown, spaces: unknown): boolean =>
    (ref.namespace === undefined || spaces !== undefined || ref.namespace === pod.namespace) &&
    meets(spaces, namespaceLabels(cluster, pod.namespace), true) &&
    meetsEither(selected, pod.labels, true);
  return [
    {
      selects: (pod) =>
        applied.length > 0
          ? applied.some((peer: unknown) => {
              const { podSelector: pods, namespaceSelector: spaces } = fieldsAt(peer);
              return (pods !== undefined || spaces !== undefined) && selects(pod, pods, spaces);
            })
          : selects(pod, own, namespaceSelector),
      ...(speaks('ingress', 'Ingress') && { ingress: 'both' }),
      ...(speaks('egress', 'Egress') && { egress: 'both' }),
    },
  ];
};

const READERS: Readonly<Record<string, Read>> = {
  'projectcalico.org/HostEndpoint': readHostEndpoint,
  'crd.projectcalico.org/HostEndpoint': readHostEndpoint,
  'crd.antrea.io/NetworkPolicy': readAntrea,
  'crd.antrea.io/ClusterNetworkPolicy': readAntrea,
  'security.antrea.tanzu.vmware.com/NetworkPolicy': readAntrea,
  'security.antrea.tanzu.vmware.com/ClusterNetworkPolicy': readAntrea,
  'vpcresources.k8s.aws/SecurityGroupPolicy': readSecurityGroups,
  'k8s.ovn.org/EgressFirewall': readEgressFirewall,
  'network.openshift.io/EgressNetworkPolicy': readEgressFirewall,
  'kubeovn.io/SecurityGroup': readKubeOvnGroup,
  'chaos-mesh.org/NetworkChaos': readChaos,
  'chaos-mesh.org/DNSChaos': readChaos,
  'chaos-mesh.org/HTTPChaos': readChaos,
  'chaos-mesh.org/PodChaos': readChaos,
};
