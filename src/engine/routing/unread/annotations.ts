import type { ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { isAlbRule, isMaskedCondition } from '../../kubernetes/fields/entries/alb-annotations.ts';
import { backendConfigOf } from '../cloud/backend-config.ts';
import { frontendConfigOf } from '../../kubernetes/ingress/gce-sync.ts';
import { azureProbes, isAzureProbe, readsProbes } from './azure-probes.ts';
import { entryAnnotation, entryAnnotations } from '../../kubernetes/projection/entry-annotations.ts';
import { type AnnotationEffect, podAnnotation, podAnnotations } from '../../kubernetes/projection/pod-annotations.ts';
import type { ObjectRef, RawObject } from '../../kubernetes/model/object.ts';
import type { Labels } from '../../kubernetes/model/specs.ts';
import { type Concern, type Power, textAt } from './parties/concern.ts';
import { membership } from '../../kubernetes/mesh/members.ts';
import type { Parties } from './parties/parties.ts';

/** Redirects and rewrites still answer; a proxy of a mesh passes connections on unless told otherwise. */
const POWER: Readonly<Record<AnnotationEffect, Power>> = {
  refuses: { breaks: true },
  moves: {},
  speaks: { breaks: true },
  hides: { breaks: true },
  changes: {},
  meshes: {},
  connects: { breaks: true, mends: true },
};

const OFF = /^(|false|off|none|disabled|no|0)$/i;
/** Everybody is let in. */
const ANYBODY = /(^|[,\s])(0\.0\.0\.0\/0|::\/0)/;

/** Annotations of the parties that programs act on and that are not read: one concern per object. */
export function annotationConcerns(parties: Parties): readonly Concern[] {
  return [...entryConcerns(parties), ...podConcerns(parties)];
}

interface Annotated {
  readonly ref: ObjectRef;
  readonly annotations: Labels;
}

function entryConcerns(parties: Parties): readonly Concern[] {
  const { cluster, entries, services, client } = parties;
  const fromOutside = client.pod === undefined && client.node === undefined;
  const annotated: readonly Annotated[] = [
    ...entries.flatMap((entry) => {
      const object = cluster
        .ofKind(entry.kind)
        .find(({ ref }) => ref.name === entry.name && ref.namespace === entry.namespace);
      return object === undefined ? [] : [{ ref: entry, annotations: entryAnnotations(object.annotations) }];
    }),
    // What a load balancer is told matters to whoever comes by it.
    ...services.filter((service) => fromOutside && isCalledAtBalancer(service, parties)).map(annotatedService),
    ...services
      .filter((service) => !fromOutside || !isCalledAtBalancer(service, parties))
      .map((service) => {
        const { ref, annotations } = annotatedService(service);
        const own = Object.entries(annotations).filter(([key]) => /cilium|konghq|traefik/.test(key));
        return { ref, annotations: Object.fromEntries(own) };
      }),
  ];
  return annotated.flatMap(
    ({ ref, annotations }) =>
      concernOf(ref, annotations, (key, value) => {
        if (isAlbRule(key))
          return openRule(value) || isMaskedCondition(key, statedBy(parties, ref, key))
            ? { effect: 'moves', power: { breaks: true, mends: true } }
            : undefined;
        if (isAzureProbe(key) && readsProbes(parties.cluster)) return undefined;
        const effect = entryAnnotation(key);
        if (effect === undefined || OFF.test(value)) return undefined;
        if (effect === 'hides' && (!isHidden(value) || parties.request.source.kind !== 'internet')) return undefined;
        if (effect === 'refuses' && ANYBODY.test(value)) return undefined;
        if (key.endsWith('-snippet') && isDropped(ref, parties)) return undefined;
        if (/canary$|default-backend/.test(key)) return { effect, power: { breaks: true } };
        if (effect === 'speaks' && agrees(value, parties)) return undefined;
        return { effect, power: POWER[effect] };
      }) ?? [],
  );
}

/** A rule of an ALB that leads to a target group that somebody else made, or that looks for a regular expression. */
const openRule = (value: string): boolean => /"(targetGroupARN|regexValues)"/i.test(value);

/** What an Ingress itself has, in a link as in a manifest. */
const statedBy = ({ cluster }: Parties, { namespace = '', name }: ObjectRef, key: string): string =>
  cluster.ingress(namespace, name)?.object.metadata.annotations?.[key] ?? '';

/** Pieces of configuration that the controller does not take. // ingress-nginx v1.9 allow-snippet-annotations */
function isDropped({ kind, namespace = '', name }: ObjectRef, { cluster }: Parties): boolean {
  return kind === 'Ingress' && cluster.ingress(namespace, name)?.nginx?.controller.snippets === false;
}

/** "internal", "Internal", "true", "ClusterIP": not for the world. */
const isHidden = (value: string): boolean => /^(true|internal|clusterip|private|1)$/i.test(value);

/** A backend told to speak TLS whose port says the same. */
function agrees(value: string, { outcomes, cluster }: Parties): boolean {
  if (/^HTTP$/i.test(value)) return true;
  if (!/^(HTTPS|GRPCS|H2|SSL|true)$/i.test(value)) return false;
  return outcomes.every(({ http }) => {
    const backend = http?.backend;
    if (backend === undefined) return true;
    const port = cluster
      .service(backend.namespace, backend.service)
      ?.ports.find((each) => each.port === backend.port || each.name === backend.port);
    return (
      port !== undefined && (port.port % 1000 === 443 || /https|tls/.test(`${port.name} ${port.appProtocol ?? ''}`))
    );
  });
}

function annotatedService({ namespace, name, object }: ClusterService): Annotated {
  return { ref: { kind: 'Service', namespace, name }, annotations: entryAnnotations(object.metadata.annotations) };
}

function isCalledAtBalancer({ loadBalancerIPs }: ClusterService, { links }: Parties): boolean {
  return links.some(({ calledIP }) => loadBalancerIPs.some(({ ip }) => ip === calledIP));
}

/** By which Istio's sidecars get to pods: these are walked. */
const INJECTION = /^(sidecar\.istio\.io\/inject|istio-injection|istio\.io\/rev)/;

function podConcerns(parties: Parties): readonly Concern[] {
  const { cluster, links, pods } = parties;
  const namespaces = new Map(cluster.ofKind('Namespace').map((object) => [object.ref.name, object]));
  const spaces = [...new Set(pods.map(({ namespace }) => namespace))].flatMap((name) => namespaces.get(name) ?? []);
  const annotated: readonly Annotated[] = [
    ...pods.map(({ namespace, name, labels, object }) => ({
      ref: { kind: 'Pod', namespace, name },
      annotations: { ...labels, ...podAnnotations(object.metadata.annotations) },
    })),
    ...spaces.map(({ ref, raw }) => ({ ref, annotations: ownOf(raw) })),
  ];
  // A client that speaks the mesh's TLS is authenticated.
  const stranger = links.some(
    ({ client, server }) =>
      membership(cluster, 'linkerd', server) === 'yes' && membership(cluster, 'linkerd', client) !== 'yes',
  );
  return annotated.flatMap(
    ({ ref, annotations }) =>
      concernOf(ref, annotations, (key, value) => {
        const effect = podAnnotation(key);
        if (effect === undefined || OFF.test(value) || INJECTION.test(key)) return undefined;
        if (key.endsWith('default-inbound-policy')) {
          return value === 'deny' || (value.endsWith('-authenticated') && stranger)
            ? { effect, power: POWER[effect] }
            : undefined;
        }
        return { effect, power: POWER[effect] };
      }) ?? [],
  );
}

function ownOf({ metadata }: RawObject): Labels {
  return { ...metadata.labels, ...podAnnotations(metadata.annotations) };
}

interface Judged {
  readonly effect: AnnotationEffect;
  readonly power: Power;
}

function concernOf(
  ref: ObjectRef,
  annotations: Labels,
  judge: (key: string, value: string) => Judged | undefined,
): readonly Concern[] {
  // In the order of their keys: a link does not keep another.
  const sorted = Object.entries(annotations).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const found = sorted.flatMap(([key, value]) => {
    const judged = typeof value === 'string' ? judge(key, value) : undefined;
    return judged === undefined ? [] : [{ key, value, ...judged }];
  });
  if (found.length === 0) return [];
  const effects = [...new Set(found.map(({ effect }) => effect))];
  const object = { kind: ref.kind, name: ref.name, ...(ref.namespace !== undefined && { namespace: ref.namespace }) };
  const detail = { annotations: found.map(({ key, value }) => ({ key, value })), effects };
  const power = { breaks: found.some((each) => each.power.breaks), mends: found.some((each) => each.power.mends) };
  return [{ object, code: 'ANNOTATED', detail, ...power }];
}

/** Fields of parties that a program outside the model acts on: who serves an Ingress, and what probes a Service. */
export function entryFieldConcerns(parties: Parties): readonly Concern[] {
  return [
    ...cloudIngresses(parties),
    ...openParams(parties),
    ...openConfigs(parties),
    ...openPolicies(parties),
    ...tlsBackends(parties),
    ...azureProbes(parties),
  ];
}

/** Ingress controllers that are no pods: the load balancer of a cloud is told to serve the Ingress. */
const CLOUD_CONTROLLERS =
  /^(ingress\.k8s\.aws\/alb|alb|k8s\.io\/ingress-gce|gce|gce-internal|azure\/application-gateway|azure-application-gateway|alb\.networking\.azure\.io\/.*|ibm.*alb|networking\.gke\.io\/.*)$/;

function cloudIngresses({ cluster, entries }: Parties): readonly Concern[] {
  return entries.flatMap(({ kind, namespace = '', name }): readonly Concern[] => {
    const ingress = kind === 'Ingress' ? cluster.ingress(namespace, name) : undefined;
    if (ingress === undefined) return [];
    const className = ingress.className ?? '';
    const ofClass = cluster.ofKind('IngressClass').find(({ ref }) => ref.name === className);
    const controller = textAt(ofClass?.raw, 'spec', 'controller') ?? className;
    if (!CLOUD_CONTROLLERS.test(controller)) return [];
    // The ones of AWS and Google are walked.
    if (ingress.cloud !== undefined) return [];
    const object = { kind, namespace, name };
    return [{ object, code: 'SERVED_BY_CLOUD', detail: { controller } }];
  });
}

/** Attributes and address families that parameters of an ALB's class state: they are not followed. */
function openParams({ cluster, entries }: Parties): readonly Concern[] {
  return entries.flatMap(({ kind, namespace = '', name }): readonly Concern[] => {
    const params = kind === 'Ingress' ? cluster.ingress(namespace, name)?.cloud?.open : undefined;
    if (params === undefined) return [];
    const object = { kind: 'IngressClassParams', name: params };
    return [{ object, code: 'OPTION_OF', detail: { target: { kind, namespace, name } } }];
  });
}

/** Cloud Armor, IAP and CDN that a BackendConfig of a party switches on: who gets through is not known. */
function openConfigs({ cluster, outcomes }: Parties): readonly Concern[] {
  const backends = outcomes.flatMap(({ http }) => http?.backend ?? []);
  const found = new Map<string, Concern>();
  for (const { namespace, service: name, port: asked } of backends) {
    const service = cluster.service(namespace, name);
    const port = service?.ports.find((each) => each.port === asked || each.name === asked);
    const config = service && port && backendConfigOf(cluster, service, port);
    const { securityPolicy, iap, cdn, customRequestHeaders } = config?.spec ?? {};
    if (config === undefined || ![securityPolicy, iap, cdn, customRequestHeaders].includes(true)) continue;
    const object = { kind: 'BackendConfig', namespace, name: config.ref.name };
    const detail = { target: { kind: 'Service', namespace, name } };
    const breaks = securityPolicy === true || iap === true;
    found.set(`${namespace}/${config.ref.name}`, { object, code: 'OPTION_OF', detail, breaks });
  }
  return [...found.values()];
}

/** The SSL policy that a FrontendConfig names: which clients of TLS it lets in, and whether it exists, is said in the project alone. */
function openPolicies({ cluster, entries, request }: Parties): readonly Concern[] {
  if (request.target.scheme !== 'https') return [];
  return entries.flatMap(({ kind, namespace = '', name }): readonly Concern[] => {
    const ingress = kind === 'Ingress' ? cluster.ingress(namespace, name) : undefined;
    const config = ingress?.cloud?.by === 'GCE' ? frontendConfigOf(cluster, ingress) : undefined;
    if (config === undefined || !config.policy) return [];
    const object = { kind: 'FrontendConfig', ...config.named };
    return [{ object, code: 'OPTION_OF', detail: { target: { kind, namespace, name } } }];
  });
}

/** A port that says it speaks TLS behind a proxy that was not told so. */
function tlsBackends({ cluster, entries, outcomes }: Parties): readonly Concern[] {
  const told = entries.some(({ kind, namespace = '', name }) => {
    const ingress = kind === 'Ingress' ? cluster.ingress(namespace, name) : undefined;
    return Object.entries(entryAnnotations(ingress?.object.metadata.annotations)).some(
      ([key, value]) =>
        /backend-protocol|server-ssl|secure-backends|ssl-services|ssl-passthrough|serversscheme|backend-ssl/.test(
          key,
        ) && !/^(HTTP|false)$/i.test(value),
    );
  });
  if (told) return [];
  // What ingress-nginx makes of it is walked.
  const backends = outcomes.flatMap(({ http }) => {
    const { route, backend } = http ?? {};
    const isWalked = route === undefined || cluster.ingress(route.namespace, route.name)?.nginx !== undefined;
    return route?.kind === 'Ingress' && !isWalked ? (backend ?? []) : [];
  });
  const found = new Map<string, Concern>();
  for (const { namespace, service: name, port } of backends) {
    const service = cluster.service(namespace, name);
    const own = service?.ports.find((each) => each.port === port || each.name === port);
    if (own?.appProtocol === undefined || !/^(https|tls|kubernetes\.io\/(wss|h2))$/.test(own.appProtocol)) continue;
    const object = { kind: 'Service', namespace, name };
    const detail = { port: own.port, appProtocol: own.appProtocol };
    found.set(`${namespace}/${name}`, { object, code: 'BACKEND_SPEAKS_TLS', detail, breaks: true });
  }
  return [...found.values()];
}
