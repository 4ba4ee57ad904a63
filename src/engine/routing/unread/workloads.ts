import { isTemplated } from '../../kubernetes/operators/templated.ts';
import { namesOf } from '../outcome/named.ts';
import { concern, type ConcernOf, fieldsAt, listAt, textAt, textsAt } from './parties/concern.ts';
import { coversName, statedHosts } from './parties/names.ts';
import { type Parties, serviceName } from './parties/parties.ts';
import { meetsLabels } from './parties/selectors.ts';

/** Causes that more pods or Services would mend. */
const MISSING =
  /^(SERVICE_HAS_NO_ENDPOINTS|SERVICE_SELECTOR_MATCHES_NOTHING|NO_READY_ENDPOINTS|NO_LOCAL_ENDPOINTS|POD_NOT_RUNNING|INGRESS_NO_ENDPOINTS|INGRESS_BACKEND(_PORT)?_NOT_FOUND|GATEWAY_NO_ENDPOINTS|GATEWAY_BACKEND_NOT_FOUND|ROUTE_HAS_NO_BACKENDS)$/;

const lacksPods = ({ causes }: Parties): boolean => [...causes].some((code) => MISSING.test(code));
const lacksName = ({ causes }: Parties): boolean => causes.has('NAME_NOT_FOUND');

/** Labels of the pod templates in an object. */
function templateLabels(value: unknown, depth = 6): readonly unknown[] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const own = /template$/i.test(key) ? fieldsAt(entry, 'metadata')['labels'] : undefined;
    return [...(own === undefined ? [] : [own]), ...templateLabels(entry, depth - 1)];
  });
}

/** Names of the Services that a request's host means to a pod of the cluster. */
function meantServices({ cluster, client, hosts, services }: Parties): readonly { namespace: string; name: string }[] {
  const { pod } = client;
  return [...services, ...(pod === undefined ? [] : hosts.map((host) => serviceName(cluster, host, pod.namespace)))];
}

/** Workloads whose pods are not made here: a Service of the walk selects what they would make, or is named like them. */
export const workloadConcern: ConcernOf = (object, parties) => {
  const { ref, raw } = object;
  if (isTemplated(object)) return undefined;
  const templates = templateLabels(raw['spec']);
  const service = parties.services.find(
    ({ namespace, selector }) =>
      namespace === ref.namespace &&
      selector !== undefined &&
      Object.keys(selector).length > 0 &&
      templates.some((labels) => meetsLabels(selector, fieldsAt(labels) as Readonly<Record<string, string>>)),
  );
  if (service !== undefined) {
    return concern(
      object,
      { code: 'MAKES_SELECTED_PODS', detail: { service: namesOf(service) } },
      { mends: lacksPods(parties) },
    );
  }
  const referred = textAt(raw, 'spec', 'workloadRef', 'name');
  const pod = parties.pods.find(({ workload, namespace }) => namespace === ref.namespace && workload.name === referred);
  if (pod !== undefined) {
    return concern(object, { code: 'TAKES_OVER_PODS', detail: { workload: pod.workload } }, { breaks: true });
  }
  return namedLike(object, parties);
};

/** Operators' objects: the Service that was sought has their name in its own or in its selector. */
export const operatorConcern: ConcernOf = (object, parties) => namedLike(object, parties);

const namedLike: ConcernOf = (object, parties) => {
  const { ref, raw } = object;
  const space = textAt(raw, 'spec', 'targetNamespace') ?? ref.namespace;
  const made = { code: 'MAY_MAKE_SERVICE', detail: { service: { namespace: space ?? '', name: ref.name } } } as const;
  // A name that the cluster does not know is asked for outside, and may be one of those that are not in the input.
  const isOutside = parties.links.some(({ exits, kind }) => exits && kind !== 'DNS');
  if (isOutside && parties.hosts.some((host) => isPodOf(host, { name: ref.name, namespace: space }, parties)))
    return concern(object, made, { breaks: true });
  if (!lacksPods(parties) && !lacksName(parties)) return undefined;
  // What serves names outside puts the namespace behind the name. // Knative config-network, domain-template
  if (lacksName(parties) && parties.hosts.some((host) => host.startsWith(`${ref.name}.${space}.`)))
    return concern(object, made, { mends: true });
  const isLike = (name: string): boolean => name === ref.name || name.startsWith(`${ref.name}-`);
  const selects = parties.services.find(
    ({ namespace, selector }) => namespace === space && Object.values(selector ?? {}).includes(ref.name),
  );
  const meant = selects ?? meantServices(parties).find(({ namespace, name }) => namespace === space && isLike(name));
  if (meant === undefined) return undefined;
  return concern(object, { code: 'MAY_MAKE_SERVICE', detail: { service: namesOf(meant) } }, { mends: true });
};

/** POD.SERVICE as a pod of the namespace writes it, and what may follow. */
function isPodOf(host: string, made: { name: string; namespace: string | undefined }, { client }: Parties): boolean {
  const [, service, namespace = client.pod?.namespace, svc = 'svc'] = host.split('.');
  return client.pod !== undefined && service === made.name && namespace === made.namespace && svc === 'svc';
}

/** KEDA: a workload that may be scaled down to no pod. */
export const replicasConcern: ConcernOf = (object, { pods }) => {
  const { scaleTargetRef, minReplicaCount = 0, idleReplicaCount } = fieldsAt(object.raw, 'spec');
  const name = textAt(scaleTargetRef, 'name');
  const kind = textAt(scaleTargetRef, 'kind') ?? 'Deployment';
  const pod = pods.find(
    ({ workload, namespace }) => namespace === object.ref.namespace && workload.name === name && workload.kind === kind,
  );
  if (pod === undefined || (minReplicaCount !== 0 && idleReplicaCount !== 0)) return undefined;
  return concern(object, { code: 'SCALES_TO_NONE', detail: { workload: pod.workload } }, { breaks: true });
};

/** Endpoints and hosts that other programs add. */
export const endpointsConcern: ConcernOf = (object, parties) => {
  const { ref, raw } = object;
  const failed = parties.someFail;
  if (ref.kind === 'ServiceEntry') {
    const host = parties.hosts.find((each) => textsAt(raw, 'spec', 'hosts').some((one) => coversName(one, each)));
    if (host === undefined) return undefined;
    const moves =
      listAt(raw, 'spec', 'endpoints').length > 0 || fieldsAt(raw, 'spec')['workloadSelector'] !== undefined;
    return concern(object, { code: 'MESH_HOST', detail: { host } }, { breaks: moves, mends: true });
  }
  if (/^(WorkloadEntry|ExternalWorkload)$/.test(ref.kind)) {
    const labels = { ...raw.metadata.labels, ...fieldsAt(raw, 'spec', 'labels') } as Readonly<Record<string, string>>;
    const service = parties.services.find(
      ({ namespace, selector }) =>
        namespace === ref.namespace && selector !== undefined && meetsLabels(selector, labels),
    );
    if (service === undefined) return undefined;
    return concern(
      object,
      { code: 'ADDS_ENDPOINT', detail: { service: namesOf(service) } },
      { mends: lacksPods(parties) },
    );
  }
  if (ref.kind === 'ServiceImport') {
    const host = parties.hosts.find(
      (each) => each.startsWith(`${ref.name}.${ref.namespace}.svc.`) && !each.endsWith('.cluster.local'),
    );
    if (host === undefined) return undefined;
    return concern(object, { code: 'IMPORTS_SERVICE', detail: { host } }, { mends: failed });
  }
  if (raw.apiVersion.startsWith('skupper.io/') && ref.kind.endsWith('Listener')) {
    const own = (textAt(raw, 'spec', 'host') ?? '').toLowerCase();
    const isNear = parties.client.pod?.namespace === ref.namespace;
    const host = parties.hosts.find(
      (each) => own !== '' && ((isNear && each === own) || `${each}.`.startsWith(`${own}.${ref.namespace}.`)),
    );
    if (host === undefined) return undefined;
    return concern(object, { code: 'IMPORTS_SERVICE', detail: { host } }, { mends: failed });
  }
  const named = textAt(raw, 'spec', 'serviceRef', 'name');
  // Of a name that nothing in the cluster serves a load balancer may be that it knows nothing of.
  const known = ref.kind === 'TargetGroupBinding' && lacksName(parties) ? parties.cluster.services : parties.services;
  const service = known.find((each) => each.name === named && each.namespace === ref.namespace);
  if (ref.kind === 'TargetGroupBinding' && service !== undefined) {
    if (parties.client.pod !== undefined || parties.client.node !== undefined) return undefined;
    return concern(object, { code: 'BALANCED_BY_CLOUD', detail: { service: namesOf(service) } }, { mends: failed });
  }
  const isBackend = parties.entries.some(({ kind, namespace, name }) => {
    if (!kind.endsWith('Route') || namespace !== ref.namespace) return false;
    const route = parties.cluster
      .ofKind(kind)
      .find((each) => each.ref.name === name && each.ref.namespace === namespace);
    return JSON.stringify(route?.raw['spec'] ?? null).includes(`"name":"${ref.name}"`);
  });
  if (!isBackend) return undefined;
  return concern(object, { code: 'BACKEND_NOT_READ', detail: {} }, { mends: failed });
};

/** What names outside the cluster resolve to. */
export const namesConcern: ConcernOf = (object, parties) => {
  const entries = listAt(object.raw, 'spec', 'endpoints');
  const stated =
    entries.length > 0 ? entries.flatMap((each) => textsAt(each, 'dnsName')) : statedHosts(object.raw['spec']);
  const host = parties.hosts.find((each) => stated.some((one) => coversName(one, each)));
  if (host === undefined) return undefined;
  const targets = entries.flatMap((each) => textsAt(each, 'targets'));
  if (targets.length > 0 && parties.links.some(({ calledIP }) => targets.includes(calledIP))) return undefined;
  return concern(object, { code: 'HOST_NAMED', detail: { host, targets } }, { breaks: true, mends: true });
};
