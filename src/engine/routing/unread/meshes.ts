import { textOf } from '../../kubernetes/model/reader.ts';
import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { namesOf } from '../outcome/named.ts';
import { OUTBOUND_PORT } from '../../kubernetes/mesh/interception.ts';
import { ROOT } from '../mesh/istio-objects.ts';
import { concern, type ConcernOf, fieldsAt, listAt, textAt, textsAt, type UnreadObject } from './parties/concern.ts';
import { membership, type MeshName } from '../../kubernetes/mesh/members.ts';
import { namesService } from './parties/names.ts';
import type { Link, Parties } from './parties/parties.ts';
import { meetsEither } from './parties/selectors.ts';

/** The links whose server a proxy of the mesh may stand before. What a client sends to its own proxy is none of them. */
const guarded = (mesh: MeshName, { cluster, links }: Parties): readonly Link[] =>
  links.filter(({ server, port }) => port !== OUTBOUND_PORT && membership(cluster, mesh, server) !== 'no');

/** True when an Istio object with a workload selector holds for the pod: its namespace's, or the root namespace's. */
function holdsFor({ ref, raw }: UnreadObject, pod: ClusterPod, selector: unknown = raw['spec']): boolean {
  const { selector: own, workloadSelector, targetRefs, targetRef } = fieldsAt(selector);
  if (ref.namespace !== pod.namespace && ref.namespace !== ROOT) return false;
  if (targetRefs !== undefined || targetRef !== undefined) return false;
  return meetsEither(own ?? workloadSelector, pod.labels, true);
}

/** True when the object is attached to a Service or Gateway of the walk. */
function targetsParty({ ref, raw }: UnreadObject, { services, entries }: Parties): boolean {
  const refs = [...listAt(raw, 'spec', 'targetRefs'), fieldsAt(raw, 'spec', 'targetRef')];
  return refs.some((target) => {
    const name = textAt(target, 'name');
    const namespace = textAt(target, 'namespace') ?? ref.namespace;
    const kind = textAt(target, 'kind');
    if (kind === 'Service') return services.some((each) => each.name === name && each.namespace === namespace);
    return entries.some((each) => each.kind === kind && each.name === name && each.namespace === namespace);
  });
}

const ofPod = (pod: ClusterPod | undefined) => (pod === undefined ? {} : { pod: namesOf(pod) });

const requestAuthentication: ConcernOf = (object, parties) => {
  const carriesToken = Object.keys(parties.request.headers).some((name) => name.toLowerCase() === 'authorization');
  if (!carriesToken) return undefined;
  const link = guarded('istio', parties).find(({ server }) => server.pod !== undefined && holdsFor(object, server.pod));
  if (link === undefined && !targetsParty(object, parties)) return undefined;
  return concern(object, { code: 'TOKEN_CHECKED', detail: {} }, { breaks: true });
};

/** True when some proxy of the walk would send a request for a host of the object: beside a client, or the gateways named. */
function isRoutedBy(object: UnreadObject, parties: Parties): boolean {
  const { cluster, links, hosts } = parties;
  const spec = object.raw['spec'];
  const stated = textsAt(spec, 'hosts');
  const gateways = textsAt(spec, 'gateways');
  const namespace = object.ref.namespace ?? 'default';
  const matches = (link: Link | undefined): boolean =>
    stated.some(
      (host) =>
        (link?.service !== undefined && namesService(cluster, host, namespace, link.service)) ||
        hosts.some((each) => host === '*' || each === host.toLowerCase() || coversWild(host, each)),
    );
  const inMesh = gateways.length === 0 || gateways.includes('mesh');
  if (inMesh && membership(cluster, 'istio', parties.client) !== 'no' && (links.some(matches) || matches(undefined)))
    return true;
  const named = gateways.map((each) => (each.includes('/') ? each : `${namespace}/${each}`));
  const isGateway = ({ server }: Link): boolean =>
    server.pod !== undefined && gatewaysOf(parties, server.pod).some((each) => named.includes(each));
  return matches(undefined) && links.some(isGateway);
}

const coversWild = (pattern: string, host: string): boolean =>
  pattern.startsWith('*.') && host.endsWith(pattern.slice(1).toLowerCase());

/** "NAMESPACE/NAME" of the Istio Gateways that a pod serves. */
function gatewaysOf({ cluster }: Parties, pod: ClusterPod): readonly string[] {
  return cluster.notRead
    .filter(({ ref, raw }) => ref.kind === 'Gateway' && raw.apiVersion.startsWith('networking.istio.io/'))
    .filter(({ raw }) => meetsEither(valueOfSelector(raw), pod.labels))
    .map(({ ref }) => `${ref.namespace}/${ref.name}`);
}

const valueOfSelector = (raw: UnreadObject['raw']): unknown => {
  const selector = fieldsAt(raw, 'spec', 'selector');
  return Object.keys(selector).length === 0 ? undefined : selector;
};

/** True when all its routes, one of them for every request, lead to the called Service as it is. */
function isTrivial({ raw, ref }: UnreadObject, { cluster, services }: Parties): boolean {
  const routes = ['http', 'tls', 'tcp'].flatMap((protocol) => listAt(raw, 'spec', protocol));
  const leadsThere = (route: unknown): boolean => {
    const { route: targets, ...rest } = fieldsAt(route);
    const others = Object.keys(rest).filter((key) => !['name', 'match', 'retries', 'timeout'].includes(key));
    return (
      others.length === 0 &&
      Array.isArray(targets) &&
      targets.every((target: unknown) => {
        const { host, subset } = fieldsAt(target, 'destination');
        const isCalled = services.some((each) => namesService(cluster, textOf(host) ?? '', ref.namespace ?? '', each));
        return subset === undefined && isCalled;
      })
    );
  };
  return routes.every(leadsThere) && routes.some((route) => listAt(route, 'match').length === 0);
}

const virtualService: ConcernOf = (object, parties) => {
  if (!isRoutedBy(object, parties) || isTrivial(object, parties)) return undefined;
  const hosts = textsAt(object.raw, 'spec', 'hosts');
  return concern(object, { code: 'MESH_ROUTES', detail: { hosts } }, { breaks: true, mends: true });
};

const istioGateway: ConcernOf = (object, parties) => {
  const key = `${object.ref.namespace}/${object.ref.name}`;
  const link = parties.links.find(
    ({ server }) => server.pod !== undefined && gatewaysOf(parties, server.pod).includes(key),
  );
  if (link?.server.pod === undefined) return undefined;
  return concern(
    object,
    { code: 'MESH_GATEWAY', detail: { pod: namesOf(link.server.pod) } },
    { breaks: true, mends: true },
  );
};

const sidecar: ConcernOf = (object, parties) => {
  const { cluster, links, client } = parties;
  const { pod } = client;
  if (pod === undefined || membership(cluster, 'istio', client) === 'no' || !holdsFor(object, pod)) return undefined;
  const hosts = listAt(object.raw, 'spec', 'egress').flatMap((each) => textsAt(each, 'hosts'));
  if (hosts.length === 0) return undefined;
  const isKnown = ({ service }: Link): boolean =>
    service !== undefined &&
    hosts.some((each) => {
      const [space = '', host = ''] = each.split('/');
      const inSpace =
        space === '*' || space === service.namespace || (space === '.' && service.namespace === pod.namespace);
      return inSpace && (host === '*' || namesService(cluster, host, service.namespace, service));
    });
  if (links.filter(({ kind }) => kind === 'CONNECTION').every(isKnown)) return undefined;
  return concern(object, { code: 'MESH_SIDECAR', detail: { pod: namesOf(pod) } }, { breaks: true });
};

/** What changes the proxies of workloads at will: EnvoyFilter, WasmPlugin. */
const proxyPatch: ConcernOf = (object, parties) => {
  const pod = parties.pods.find(
    (each) => membership(parties.cluster, 'istio', { pod: each }) !== 'no' && holdsFor(object, each),
  );
  if (pod === undefined && !targetsParty(object, parties)) return undefined;
  return concern(object, { code: 'PROXY_PATCHED', detail: ofPod(pod) }, { breaks: true });
};

const linkerdServer: ConcernOf = (object, parties) => {
  const { podSelector, port, accessPolicy } = fieldsAt(object.raw['spec']);
  if (accessPolicy === 'all-unauthenticated' || accessPolicy === 'audit') return undefined;
  const link = guarded('linkerd', parties).find(({ server: { pod }, port: called }) => {
    if (pod?.namespace !== object.ref.namespace || pod === undefined) return false;
    const named = pod.containers.flatMap(({ ports }) => ports).filter(({ name }) => name === port);
    return (
      meetsEither(podSelector, pod.labels) &&
      (port === called || named.some(({ containerPort }) => containerPort === called))
    );
  });
  if (link?.server.pod === undefined) return undefined;
  return concern(
    object,
    { code: 'LINKERD_GUARDS', detail: { port: link.port, pod: namesOf(link.server.pod) } },
    { breaks: true },
  );
};

/** Objects that name Services: in `service`, `destination.name`, `parentRefs`, `targetRef` or, as ServiceProfiles do, by their name. */
const namedServiceConcern =
  (mesh: MeshName): ConcernOf =>
  (object, parties) => {
    const { cluster, services, links } = parties;
    if (!links.some(({ client }) => membership(cluster, mesh, client) !== 'no')) return undefined;
    const { ref, raw } = object;
    const parents = [...listAt(raw, 'spec', 'parentRefs'), ...listAt(raw, 'spec', 'targetRefs')];
    const names = [
      ref.name,
      ...[['service'], ['destination', 'name'], ['targetRef', 'name'], ['service', 'name']].flatMap(
        (path) => textAt(raw, 'spec', ...path) ?? [],
      ),
      ...parents.flatMap((parent) => textAt(parent, 'name') ?? []),
    ];
    const service = services.find((each) =>
      names.some((name) => name === '*' || namesService(cluster, name, ref.namespace ?? 'default', each)),
    );
    if (service === undefined) return undefined;
    return concern(
      object,
      { code: 'MESH_TELLS_OF_SERVICE', detail: { service: namesOf(service) } },
      { breaks: true, mends: true },
    );
  };

/** Kuma's mutual TLS and permissions: who is in the mesh and who is not. */
const kuma: ConcernOf = (object, parties) => {
  const { cluster } = parties;
  const text = JSON.stringify(object.raw);
  if (object.ref.kind === 'Mesh' && !text.includes('"enabledBackend"')) return undefined;
  const link = parties.links.find(
    ({ client, server }) =>
      membership(cluster, 'kuma', server) === 'yes' &&
      (object.ref.kind !== 'Mesh' || membership(cluster, 'kuma', client) !== 'yes'),
  );
  if (link?.server.pod === undefined) return undefined;
  return concern(object, { code: 'MESH_TELLS_OF_POD', detail: { pod: namesOf(link.server.pod) } }, { breaks: true });
};

const MESH_OF_GROUP: readonly (readonly [RegExp, MeshName])[] = [
  [/linkerd\.io$/, 'linkerd'],
  [/consul/, 'consul'],
  [/kuma/, 'kuma'],
];

/** Has Cilium's Envoy answer for the Services that it lists, by listeners of its own. // cilium.io/v2 CiliumEnvoyConfig spec.services */
const envoyConfig: ConcernOf = (object, parties) => {
  const service = parties.services.find((each) =>
    listAt(object.raw, 'spec', 'services').some(
      (one) =>
        textAt(one, 'name') === each.name && (textAt(one, 'namespace') ?? object.ref.namespace) === each.namespace,
    ),
  );
  if (service === undefined) return undefined;
  const target = { kind: 'Service', ...namesOf(service) };
  return concern(object, { code: 'OPTION_OF', detail: { target } }, { breaks: true, mends: true });
};

const BY_KIND: Readonly<Record<string, ConcernOf>> = {
  'cilium.io/CiliumClusterwideEnvoyConfig': envoyConfig,
  'cilium.io/CiliumEnvoyConfig': envoyConfig,
  'security.istio.io/RequestAuthentication': requestAuthentication,
  'networking.istio.io/VirtualService': virtualService,
  'networking.istio.io/Gateway': istioGateway,
  'networking.istio.io/Sidecar': sidecar,
  'networking.istio.io/EnvoyFilter': proxyPatch,
  'extensions.istio.io/WasmPlugin': proxyPatch,
  'policy.linkerd.io/Server': linkerdServer,
};

/** Objects of service meshes: they act through proxies beside the pods, so on nothing that has none. */
export const meshConcern: ConcernOf = (object, parties) => {
  const [group = ''] = object.raw.apiVersion.split('/');
  const own = BY_KIND[`${group}/${object.ref.kind}`];
  if (own !== undefined) return own(object, parties);
  const mesh = MESH_OF_GROUP.find(([pattern]) => pattern.test(group))?.[1] ?? 'istio';
  return mesh === 'kuma' ? kuma(object, parties) : namedServiceConcern(mesh)(object, parties);
};
