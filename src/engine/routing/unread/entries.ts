import { entryAnnotations, namingAnnotations } from '../../kubernetes/projection/entry-annotations.ts';
import { holdsName } from './parties/names-word.ts';
import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import { concern, type ConcernOf, fieldsAt, listAt, textAt } from './parties/concern.ts';
import { coversName, statedHosts } from './parties/names.ts';
import type { Parties } from './parties/parties.ts';

/** What the pods of an API group's controllers are called, by image and name. */
const CONTROLLERS: readonly (readonly [RegExp, RegExp])[] = [
  [/traefik/, /traefik/],
  [/projectcontour|heptio/, /contour|envoy/],
  [/konghq/, /kong/],
  [/nginx\.org/, /nginx/],
  [/apisix/, /apisix/],
  [/solo\.io|kgateway/, /gloo|gateway-proxy|kgateway/],
  [/getambassador/, /emissary|ambassador|aes/],
  [/haproxy/, /haproxy/],
  [/zalando/, /skipper/],
  [/voyager/, /voyager|haproxy/],
  [/f5\.com/, /f5|bigip|k8s-bigip/],
  [/openshift/, /openshift|router/],
  [/knative/, /kourier|istio|contour|envoy|activator/],
  [/keda/, /interceptor/],
  [/envoyproxy/, /envoy/],
  [/pomerium/, /pomerium/],
  [/higress/, /higress/],
];

/** The pod of the walk that looks like the controller of an API group; undefined: there is none. */
function controllerOf(group: string, { pods }: Parties): ClusterPod | undefined {
  const names = CONTROLLERS.find(([pattern]) => pattern.test(group))?.[1];
  return pods.find(
    ({ name, containers }) =>
      names !== undefined && [name, ...containers.map(({ image }) => image)].some((each) => names.test(each)),
  );
}

/** Routes of a kind of their own: those for the request's host, or for every host where their controller is on the way. */
export const entryRouteConcern: ConcernOf = (object, parties) => {
  const { ref, raw } = object;
  const [group = ''] = raw.apiVersion.split('/');
  const stated = statedHosts(ref.kind === 'DomainMapping' ? { host: ref.name } : (raw['spec'] ?? raw));
  const hosts = parties.hosts.filter((host) => stated.some((each) => coversName(each, host)));
  const controller = controllerOf(group, parties);
  // A request that an Ingress or Gateway is known to take does not meet another controller's routes.
  const taken = parties.entries.length > 0 && parties.outcomes.some(({ http }) => http?.route !== undefined);
  if (controller === undefined && (taken || hosts.length === 0)) return undefined;
  if (controller !== undefined && stated.length > 0 && hosts.length === 0) return undefined;
  return concern(object, { code: 'ROUTE_NOT_READ', detail: { hosts } }, { breaks: true, mends: true });
};

/** Options of Ingresses, Services, Gateways and routes: those that name a party, or that a party names in an annotation. */
export const entryOptionConcern: ConcernOf = (object, parties) => {
  const { ref } = object;
  const target = targetOf(object.raw, parties, ref.namespace) ?? namedBy(ref, parties);
  if (target === undefined) return undefined;
  const { kind, namespace, name } = target;
  const detail = { target: { kind, name, ...(namespace && { namespace }) } };
  return concern(object, { code: 'OPTION_OF', detail }, { breaks: true });
};

function targetOf(raw: unknown, { entries, services }: Parties, namespace: string | undefined): ObjectRef | undefined {
  const refs = [
    ...listAt(raw, 'spec', 'targetRefs'),
    ...listAt(raw, 'spec', 'parentRefs'),
    fieldsAt(raw, 'spec', 'targetRef'),
    fieldsAt(raw, 'spec', 'serviceRef'),
    fieldsAt(raw, 'spec', 'targetReference'),
  ];
  const known: readonly ObjectRef[] = [
    ...entries,
    ...services.map((each) => ({ kind: 'Service', namespace: each.namespace, name: each.name })),
  ];
  return known.find((each) =>
    refs.some((target) => {
      const kind = textAt(target, 'kind') ?? 'Service';
      const space = textAt(target, 'namespace') ?? namespace;
      return kind === each.kind && textAt(target, 'name') === each.name && space === each.namespace;
    }),
  );
}

/** The party whose annotations, or fields that refer to other objects, hold the object's name. */
function namedBy({ name, namespace }: ObjectRef, { cluster, entries, services }: Parties): ObjectRef | undefined {
  const parties: readonly ObjectRef[] = [
    ...entries,
    ...services.map((each) => ({ kind: 'Service', namespace: each.namespace, name: each.name })),
  ];
  const words = [name, `${namespace ?? ''}-${name}`];
  return parties.find((party) => {
    const object = cluster
      .ofKind(party.kind)
      .find(({ ref }) => ref.name === party.name && ref.namespace === party.namespace);
    if (object === undefined) return false;
    const annotations = { ...namingAnnotations(object.annotations), ...entryAnnotations(object.annotations) };
    if (Object.values(annotations).some((value) => words.some((word) => holdsName(value, word, '@')))) return true;
    return /Gateway|Route/.test(party.kind) && JSON.stringify(object.raw['spec'] ?? null).includes(`"name":"${name}"`);
  });
}
