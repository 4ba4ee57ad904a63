import { CONFIG_MAPS } from '../../kubernetes/other-kinds/config-maps.ts';
import { entryAnnotations } from '../../kubernetes/projection/entry-annotations.ts';
import { objectKey } from '../../kubernetes/model/object.ts';
import { isDnsCache } from '../../dataplane/dns-cache/dns-cache-program.ts';
import { cacheCorefileOf, corefileAt } from '../corefile/cache-corefile.ts';
import { CLUSTER_DNS_VARIABLE } from '../corefile/cache-upstream.ts';
import { corefileOf } from '../corefile/corefile-of.ts';
import { unfollowedLine } from '../corefile/unfollowed.ts';
import { isClusterDns } from '../dns/dns-server.ts';
import { podAt } from '../outcome/arrival.ts';
import { policiesOf } from '../../kubernetes/network-policy/policy-set.ts';
import { namesOf } from '../outcome/named.ts';
import {
  type Concern,
  concern,
  type ConcernOf,
  fieldsAt,
  listAt,
  textAt,
  type UnreadObject,
} from './parties/concern.ts';
import { agentConcern, ciliumLeaves } from './masquerade.ts';
import { membership } from '../../kubernetes/mesh/members.ts';
import type { Parties } from './parties/parties.ts';

type Texts = Readonly<Record<string, string>>;

/** The data of a ConfigMap. */
function dataOf({ raw }: UnreadObject): Texts {
  return Object.fromEntries(
    Object.entries(fieldsAt(raw, 'data')).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}

/** CoreDNS as its ConfigMap sets it up, where a line that is not followed may decide about a name that was asked for. */
function corednsConcern(object: UnreadObject, { cluster, outcomes }: Parties): ReturnType<ConcernOf> {
  const { namespace } = object.ref;
  const corefile = namespace === undefined ? undefined : corefileOf(cluster, namespace);
  if (corefile === undefined) return undefined;
  const isOwn = objectKey(corefile.config) === objectKey(object.ref);
  if (!isOwn) return undefined;
  for (const { lookup, request } of outcomes.flatMap(({ legs }) => legs.filter((leg) => leg.kind === 'DNS'))) {
    if (!isClusterDns(cluster, lookup.server)) continue;
    for (const { name } of lookup.questions) {
      const line = unfollowedLine(corefile, name, request.final.destinationPort);
      if (line !== undefined)
        return concern(object, { code: 'COREFILE_ANSWERS', detail: { line } }, { breaks: true, mends: true });
    }
  }
  return undefined;
}

/** A node-local cache in the same way. */
function nodeCacheConcern(object: UnreadObject, { cluster, outcomes }: Parties): ReturnType<ConcernOf> {
  for (const { lookup, request } of outcomes.flatMap(({ legs }) => legs.filter((leg) => leg.kind === 'DNS'))) {
    const pod = podAt(cluster, request);
    const corefile = pod !== undefined && isDnsCache(pod) ? cacheCorefileOf(cluster, pod) : undefined;
    if (corefile === undefined || objectKey(corefile.config) !== objectKey(object.ref)) continue;
    const bound = corefileAt(corefile, lookup.server);
    for (const { name } of lookup.questions) {
      const line = unfollowedLine(bound, name, request.final.destinationPort);
      if (line !== undefined && !line.includes(CLUSTER_DNS_VARIABLE))
        return concern(object, { code: 'COREFILE_ANSWERS', detail: { line } }, { breaks: true, mends: true });
    }
  }
  return undefined;
}

/** Keys of ingress-nginx' ConfigMap that refuse, redirect or change requests. */
const NGINX_KEYS =
  /^(use-proxy-protocol|force-ssl-redirect|whitelist-source-range|allowlist-source-range|denylist-source-range|block-cidrs|block-user-agents|block-referers|global-auth-url|server-snippet|location-snippet|http-snippet|main-snippet|default-server-return|http-redirect-code)$/;

/** Of them, those that are not read of an ingress-nginx whose Ingresses are. */
const UNREAD_KEYS =
  /^(block-user-agents|block-referers|server-snippet|location-snippet|http-snippet|main-snippet|default-server-return)$/;

/** Whether the balancer on the way tells its clients' addresses by the PROXY protocol, as the controller then demands. */
function proxyConcern(object: UnreadObject, parties: Parties): ReturnType<ConcernOf> {
  const { pods, services, links } = parties;
  const pod = pods.find(
    ({ namespace, containers }) =>
      namespace === object.ref.namespace && containers.some(({ image }) => /nginx|haproxy|ingress/.test(image)),
  );
  if (pod === undefined) return undefined;
  const data = dataOf(object);
  const link = links.find(({ server }) => server.pod === pod);
  if (/^(tcp|udp)-services/.test(object.ref.name)) {
    const port = Object.keys(data).find((each) => Number(each) === link?.calledPort || Number(each) === link?.port);
    if (port === undefined) return undefined;
    const detail = { port, to: data[port] ?? '' };
    return concern(object, { code: 'CONTROLLER_SENDS_PORT', detail }, { breaks: true, mends: true });
  }
  const isRead = parties.cluster.ingresses.some(
    ({ nginx, controllerService }) => nginx !== undefined && controllerService?.namespace === pod.namespace,
  );
  const keys = Object.keys(data).filter((key) => NGINX_KEYS.test(key) && !/^(false|)$/.test(data[key] ?? ''));
  const speaks = services.some(({ object: service }) =>
    Object.keys(entryAnnotations(service.metadata.annotations)).some((key) => /proxy-?protocol/.test(key)),
  );
  const passed = link !== undefined && parties.client.pod === undefined && parties.client.node === undefined;
  // A load balancer that sends the PROXY protocol, and is on the way: both sides agree.
  const left = keys.filter((key) =>
    key === 'use-proxy-protocol'
      ? !(speaks && passed) && !parties.causes.has('INGRESS_PROXY_PROTOCOL')
      : !isRead || UNREAD_KEYS.test(key),
  );
  if (left.length === 0) return undefined;
  return concern(object, { code: 'CONTROLLER_SET_UP', detail: { keys: left, pod: namesOf(pod) } }, { breaks: true });
}

function istioConcern(object: UnreadObject, { cluster, links }: Parties): ReturnType<ConcernOf> {
  if (!Object.values(dataOf(object)).some((text) => text.includes('REGISTRY_ONLY'))) return undefined;
  const link = links.find(({ exits, client }) => exits && membership(cluster, 'istio', client) !== 'no');
  if (link === undefined) return undefined;
  return concern(object, { code: 'MESH_KNOWS_REGISTERED_ONLY', detail: {} }, { breaks: true });
}

/** By which Cilium knows pods by other labels, and nodes by their addresses. // docs.cilium.io cmdref/cilium-agent */
const OF_IDENTITIES = ['labels', 'label-prefix-file', 'policy-cidr-match-mode'];

/** Cilium shuts every pod when policies are to be enforced always. */
function ciliumConcern(object: UnreadObject, { cluster, links }: Parties): ReturnType<ConcernOf> {
  if (!links.some(({ client, server }) => client.pod !== undefined || server.pod !== undefined)) return undefined;
  const data = dataOf(object);
  if (data['enable-policy'] !== 'always') {
    const keys = OF_IDENTITIES.filter((key) => (data[key] ?? '') !== '');
    if (keys.length === 0 || policiesOf(cluster).all.length === 0) return undefined;
    return concern(object, { code: 'POLICIES_SET_UP', detail: { keys } }, { breaks: true, mends: true });
  }
  return concern(object, { code: 'POLICIES_ALWAYS_ENFORCED', detail: {} }, { breaks: true });
}

/** Sizes of devices, for a request that states how long its packet is. */
function mtuConcern(object: UnreadObject, { cluster, request, links }: Parties): ReturnType<ConcernOf> {
  // It is the CNI's that was found, and read.
  if (cluster.settings.podMtu !== undefined) return undefined;
  const text = JSON.stringify(object.raw['data'] ?? object.raw['spec'] ?? null);
  const { bytes } = request;
  if (bytes === undefined || links.length === 0) return undefined;
  const sizes = [...text.matchAll(/mtu\W{1,8}(\d{1,5})/gi)].map(([, size]) => Number(size));
  if (!sizes.some((size) => size > 0 && size < bytes)) return undefined;
  return concern(object, { code: 'MTU_SET', detail: { fields: [] } }, { breaks: true, mends: true });
}

/** A network plugin whose DaemonSet states a size smaller than the request's packet. */
export function deviceConcerns({ cluster, request: { bytes }, links }: Parties): readonly Concern[] {
  if (bytes === undefined || links.length === 0) return [];
  return cluster.ofKind('DaemonSet').flatMap((object): readonly Concern[] => {
    const containers = listAt(object.raw, 'spec', 'template', 'spec', 'containers');
    const small = containers
      .flatMap((container) => listAt(container, 'env'))
      .find((one) => {
        const size = Number(textAt(one, 'value'));
        return textAt(one, 'name')?.endsWith('MTU') === true && size > 0 && size < bytes;
      });
    if (small === undefined) return [];
    const detail = { variable: textAt(small, 'name') ?? '', value: textAt(small, 'value') ?? '', bytes };
    return [concern(object, { code: 'MTU_BELOW', detail }, { breaks: true, mends: true })];
  });
}

const { dnsCache, cilium, calico, canal, flannel } = CONFIG_MAPS;
const MTU_SETTINGS = [...calico, ...canal, ...flannel, 'antrea-config', 'weave-net', 'amazon-vpc-cni', 'default'];

type Names = readonly string[] | RegExp;
const isOf = (names: Names, name: string): boolean =>
  names instanceof RegExp ? names.test(name) : names.includes(name);

const PROGRAMS: readonly (readonly [Names, (object: UnreadObject, parties: Parties) => ReturnType<ConcernOf>])[] = [
  [dnsCache, nodeCacheConcern],
  // Charts and operators name theirs after the program.
  [/coredns|^kube-dns$/, corednsConcern],
  [/nginx|haproxy|^kubernetes-ingress$|^(tcp|udp)-services$/, proxyConcern],
  [['istio'], istioConcern],
  [cilium, (object, parties) => ciliumConcern(object, parties) ?? ciliumLeaves(object, parties)],
  [/^(azure-)?ip-masq-agent/, agentConcern],
  [MTU_SETTINGS, mtuConcern],
];

/** What sets up a program of the network, where that program has a part in the walk. */
export const settingsConcern: ConcernOf = (object, parties) =>
  PROGRAMS.find(([names]) => isOf(names, object.ref.name))?.[1](object, parties);
