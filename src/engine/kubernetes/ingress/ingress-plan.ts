import { buildIngress } from './build-ingress.ts';
import { ingressEntry } from './ingress-entry.ts';
import type { Ip } from '../../net/ip.ts';
import { cidrParts } from '../../net/cidr.ts';
import { servicesOfBackend } from './alb-backends.ts';
import { findAlbMistakes } from './alb-mistakes.ts';
import { type CloudAsk, cloudEntryOf, createEntryAddresses } from './cloud-entries.ts';
import { type AddOnObject, deployment } from '../services/addons.ts';
import type { ClusterSettings } from '../cluster/cluster.ts';
import {
  controllerFor,
  type ControllerService,
  defaultClass,
  findControllerServices,
  isForeignClass,
  isNginxClass,
} from './ingress-controllers.ts';
import { NGINX_PREFIX } from '../fields/entries/nginx-annotations.ts';
import { readController, readFlags } from './nginx-controller.ts';
import { readNginxOptions } from './nginx-options.ts';
import type { NginxController, NginxIngress } from '../model/nginx-ingress.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { IngressSpec } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import type { IngressPlanner, IngressSources, PlannedIngress, ServedIngresses } from './ingress-planner.ts';
import { createObjectReader } from '../cluster/memo.ts';
import { readNodeObject } from '../nodes/nodes.ts';
import type { RawObject } from '../model/object.ts';
import { readIngress } from '../read/read-ingress.ts';
import { placeInside } from './place-inside.ts';
import { assume } from '../model/report.ts';

/** The namespace of a controller that is assumed. */
const ASSUMED = 'ingress-nginx';

const readIngressObject = createObjectReader(readIngress);

/** Reads Ingresses and finds who serves them. */
export const INGRESSES: IngressPlanner = {
  plan: planIngresses,
  addOns: chooseController,
  build: (ingresses, service, network) =>
    placeInside(ingresses, network).map((ingress) => buildIngress(ingress, service)),
  entries: ({ ingresses }) => ingresses.map(ingressEntry),
};

function planIngresses({ store, settings, services, pods, report }: IngressSources): readonly PlannedIngress[] {
  const objects = store.ofKind('Ingress');
  if (objects.length === 0) return [];
  const classes = store.ofKind('IngressClass');
  const named = services.map(({ object, spec }) => ({ ref: object.ref, spec }));
  const controllers = findControllerServices(named, pods);
  const read = objects.map((object) => ({ object, spec: readIngressObject(object, report) }));
  const nginxOf = createNginxReader({ read, classes, notRead: store.notRead });
  const isContested = controllers.length > 0;
  const labelsOf = new Map(store.ofKind('Namespace').map(({ ref, labels }) => [ref.name, labels]));
  const params = store.ofKind('IngressClassParams');
  const frontendConfigs = store.ofKind('FrontendConfig');
  const among = ({ ref }: StoredObject) => ({
    classes,
    params,
    isContested,
    cloud: settings.cloud,
    frontendConfigs,
    namespaceLabels: labelsOf.get(ref.namespace ?? 'default') ?? {},
  });
  const cloudOf = createCloudReader(read, classes, among);
  return read.map(({ object, spec }) => {
    const className = spec.className ?? defaultClass(classes);
    const cloud = cloudOf({ object, spec, className, ...among(object) });
    if (cloud !== undefined) {
      findAlbMistakes({ ref: object.ref, cloud: cloud.entry, backends: spec.backends }, report);
      const led = ledToServices(spec, cloud);
      return { object, spec: led, cloud, className, controller: undefined, foreign: true, others: controllers };
    }
    const asked = { className, annotated: spec.isClassAnnotated, namespace: object.ref.namespace ?? 'default' };
    const controller = controllerFor(asked, controllers, classes);
    const foreign = spec.statusIPs.length === 0 && isForeignClass(asked, controllers, classes);
    const passedOver = foreign && className === undefined ? controllers[0] : undefined;
    const nginx = foreign ? undefined : nginxOf(spec, className, controller);
    const others = controllers.filter((each) => each !== controller);
    return { object, spec, className, controller, foreign, others, ...withoutUndefined({ passedOver, nginx }) };
  });
}

/** An Ingress whose backends are the Services to which actions forward, where they stand for actions. */
function ledToServices(spec: IngressSpec, { entry }: NonNullable<PlannedIngress['cloud']>): IngressSpec {
  const backends = spec.backends.flatMap(({ backend, path }) =>
    servicesOfBackend({ cloud: entry }, backend).map((each) => ({ backend: each, path })),
  );
  return { ...spec, backends };
}

/** Which of the clouds' load balancers serves an Ingress, at which addresses: those that one of its group states. */
function createCloudReader(
  read: readonly Pick<CloudAsk, 'object' | 'spec'>[],
  classes: readonly StoredObject[],
  among: (object: StoredObject) => Omit<CloudAsk, 'object' | 'spec' | 'className'>,
) {
  const assumed = createEntryAddresses();
  const stated = new Map<string, readonly Ip[]>();
  for (const { object, spec } of read) {
    const className = spec.className ?? defaultClass(classes);
    const ask = { object, spec, className, ...among(object) };
    const entry = spec.statusIPs.length > 0 ? cloudEntryOf(ask) : undefined;
    if (entry !== undefined && !stated.has(entry.group)) stated.set(entry.group, spec.statusIPs);
  }
  return (ask: CloudAsk): PlannedIngress['cloud'] => {
    const entry = cloudEntryOf(ask);
    if (entry === undefined) return undefined;
    const addresses = stated.get(entry.group);
    if (addresses !== undefined) return { entry, addresses };
    return { entry: { ...entry, addressAssumed: true }, addresses: assumed(entry.group) };
  };
}

interface NginxSources {
  readonly read: readonly { readonly spec: IngressSpec }[];
  readonly classes: readonly StoredObject[];
  readonly notRead: readonly StoredObject[];
}

/**
 * What annotations say to an ingress-nginx. Where no controller is given, one is taken for it by the class, and for Ingresses
 * without a class when one of them has an annotation that it alone reads.
 */
function createNginxReader({ read, classes, notRead }: NginxSources) {
  const known = new Map<ControllerService | undefined, NginxController>();
  const unclassed = read.some(
    ({ spec }) =>
      spec.className === undefined && Object.keys(spec.annotations).some((key) => key.startsWith(NGINX_PREFIX)),
  );
  return (
    spec: IngressSpec,
    className: string | undefined,
    service: ControllerService | undefined,
  ): NginxIngress | undefined => {
    const isNginx =
      service === undefined ? (isNginxClass(className, classes) ?? unclassed) : service.flags !== undefined;
    if (!isNginx) return undefined;
    const controller = known.get(service) ?? readController(service?.flags ?? readFlags(ASSUMED, {}), notRead);
    known.set(service, controller);
    return readNginxOptions(spec.annotations, controller);
  };
}

function chooseController({ ingresses, settings, store, report }: ServedIngresses): readonly AddOnObject[] {
  const unserved = ingresses.filter(({ controller, foreign }) => controller === undefined && !foreign);
  if (unserved.length === 0) return [];
  const ofNodes = new Set(store.ofKind('Node').flatMap((node) => readNodeObject(node, report).internalIPs));
  const addresses = new Set(unserved.flatMap(({ spec }) => spec.statusIPs).filter((ip) => !ofNodes.has(ip)));
  assume(report, { code: 'INGRESS_CONTROLLER_ASSUMED', detail: {} });
  return ingressControllerAddOn(settings, [...addresses]);
}

/** An ingress-nginx controller behind a Service of type LoadBalancer; `addresses` are those its Ingresses report. */
function ingressControllerAddOn(settings: ClusterSettings, addresses: readonly Ip[]): readonly AddOnObject[] {
  const namespace = ASSUMED;
  const name = 'ingress-nginx-controller';
  const labels = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };
  const dual = new Set(settings.serviceCIDRs.map((cidr) => cidrParts(cidr).family)).size > 1;
  const service: RawObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels },
    spec: {
      type: 'LoadBalancer',
      selector: labels,
      ...(dual ? { ipFamilyPolicy: 'PreferDualStack' } : {}),
      ports: [
        { name: 'http', port: 80, protocol: 'TCP', targetPort: 'http', appProtocol: 'http' },
        { name: 'https', port: 443, protocol: 'TCP', targetPort: 'https', appProtocol: 'https' },
      ],
    },
    ...(addresses.length === 0 ? {} : { status: { loadBalancer: { ingress: addresses.map((ip) => ({ ip })) } } }),
  };
  const ports = [
    { name: 'http', containerPort: 80, protocol: 'TCP' },
    { name: 'https', containerPort: 443, protocol: 'TCP' },
  ];
  const namespaceObject: RawObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  const controller = deployment({
    name,
    namespace,
    labels,
    container: { name: 'controller', image: 'ingress-nginx', ports },
  });
  return [namespaceObject, service, controller].map((raw) => ({ raw, assumed: 'INGRESS_CONTROLLER_ASSUMED' }));
}
