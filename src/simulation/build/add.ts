import {
  hasRole,
  IS_DEFAULT_CLASS,
  NODE_PORTS,
  objectKey,
  type ObjectRef,
  type RawObject,
} from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import {
  type BoardObject,
  findObject,
  hasPods,
  labelled,
  objectsOf,
  podLabels,
  podPorts,
  selects,
  servicesNamed,
  usualNamespace,
  withLabels,
} from './board-objects.ts';
import { fieldsAt, listAt } from './fields.ts';
import { freeName } from './free-name.ts';
import { backendOf, makeGateway, makeIngress, makeNamespace, makePolicy, makeRoute } from './make-entry.ts';
import { makeService, type ServiceForm } from './make-service.ts';
import { makeDaemonSet, makeDeployment, makePod, makeStatefulSet, type WorkloadPlan } from './make-workload.ts';
import { nextNode } from './next-node.ts';
import type { Thing } from './things.ts';

/** Where something is added, and to what. */
export interface Place {
  /** What it was dropped on, which decides where it runs. */
  readonly on?: ObjectRef | undefined;
  /** What was selected, or dropped on: it leads there if it can. */
  readonly to?: ObjectRef | undefined;
}

/** What is put on the board: objects that are new, and perhaps one that is changed. */
type Made = readonly [RawObject, ...RawObject[]];

/**
 * The objects of a new thing, to be put on the board: the first is the thing itself. Names are free, and what exists decides the rest: a
 * Service selects the workload at hand, else the last one that no Service has; an Ingress or a Gateway leads to the Service at hand,
 * else the last one that nothing leads to; a policy selects the workload at hand.
 */
export function makeThing(document: ScenarioDocument, thing: Exclude<Thing, 'client'>, place: Place = {}): Made {
  const namespace = namespaceOf(place.to) ?? namespaceOf(place.on) ?? usualNamespace(document, leadsTo(thing));
  const workload = (kind: string, names: readonly [string, ...string[]]): WorkloadPlan => ({
    name: freeName(document, { kind, namespace }, names),
    namespace,
    node: place.on?.kind === 'Node' ? place.on.name : undefined,
  });
  switch (thing) {
    case 'node':
      return [nextNode(document)];
    case 'namespace':
      return [makeNamespace(freeName(document, { kind: 'Namespace' }, ['shop', 'team', 'staging']))];
    case 'deployment':
      return [makeDeployment(workload('Deployment', ['web', 'api', 'worker']))];
    case 'daemonset':
      return [makeDaemonSet(workload('DaemonSet', ['agent']))];
    case 'pod':
      return [makePod(workload('Pod', ['shell', 'tools']))];
    case 'statefulset':
      return makeGoverned(document, workload('StatefulSet', ['db', 'cache']));
    case 'ingress':
    case 'gateway':
      return makeEntry(document, thing, namespace, place.to);
    case 'policy':
      return makePolicyFor(document, namespace, place.to);
    default:
      return makeServiceFor(document, thing, namespace, place.to);
  }
}

/** What it would lead to. */
function leadsTo(thing: Thing): (ref: ObjectRef) => boolean {
  const isEntry = thing === 'ingress' || thing === 'gateway';
  return isEntry ? ({ kind }) => kind === 'Service' : hasPods;
}

function namespaceOf(at: ObjectRef | undefined): string | undefined {
  return at?.kind === 'Namespace' ? at.name : at?.namespace;
}

function makePolicyFor(document: ScenarioDocument, namespace: string, to: ObjectRef | undefined): Made {
  const target = targetOf(document, namespace, to, () => true);
  const labels = target === undefined ? {} : podLabels(labelled(target));
  const wish = target?.ref.name ?? 'all-pods';
  const name = freeName(document, { kind: 'NetworkPolicy', namespace }, [wish]);
  return [makePolicy(name, namespace, labels), ...withLabels(target)];
}

/** A StatefulSet names a Service, by which its pods have names. */
function makeGoverned(document: ScenarioDocument, plan: WorkloadPlan): Made {
  const service = { kind: 'Service', namespace: plan.namespace, name: plan.name };
  const set = makeStatefulSet(plan);
  if (findObject(document, service) !== undefined) return [set];
  const ports = podPorts({ ref: { ...service, kind: 'StatefulSet' }, object: set });
  const { name, namespace } = plan;
  return [set, makeService({ name, namespace, form: 'headless', selector: { app: name }, ports, nodePorts: [] })];
}

function makeServiceFor(
  document: ScenarioDocument,
  form: ServiceForm,
  namespace: string,
  to: ObjectRef | undefined,
): Made {
  const services = objectsOf(document).filter(({ ref }) => ref.kind === 'Service' && ref.namespace === namespace);
  const isAlone = (each: BoardObject): boolean => !services.some(({ object }) => selects(object, podLabels(each)));
  const target = form === 'externalname' ? undefined : targetOf(document, namespace, to, isAlone);
  const wish = target?.ref.name ?? (form === 'externalname' ? 'outside' : 'web');
  const name = freeName(document, { kind: 'Service', namespace }, [wish]);
  const ports = target === undefined ? [] : podPorts(target);
  const usual = form === 'externalname' ? {} : { app: name };
  const selector = target === undefined ? usual : podLabels(labelled(target));
  const nodePorts = freeNodePorts(document, Math.max(ports.length, 1));
  return [makeService({ name, namespace, form, selector, ports, nodePorts }), ...withLabels(target)];
}

/** What makes pods: the one at hand, else the last in the namespace that fits, else the last there is. */
function targetOf(
  document: ScenarioDocument,
  namespace: string,
  to: ObjectRef | undefined,
  fits: (workload: BoardObject) => boolean,
): BoardObject | undefined {
  const given = to !== undefined && hasPods(to) ? findObject(document, to) : undefined;
  if (given !== undefined) return given;
  const all = objectsOf(document).filter(
    (each) => hasPods(each.ref) && each.ref.namespace === namespace && Object.keys(podLabels(each)).length > 0,
  );
  return all.findLast(fits) ?? all.at(-1);
}

function makeEntry(
  document: ScenarioDocument,
  thing: 'ingress' | 'gateway',
  namespace: string,
  to: ObjectRef | undefined,
): Made {
  const service = serviceFor(document, namespace, to);
  const backend = service === undefined ? undefined : backendOf(service);
  const stem = service?.ref.name ?? 'web';
  const kind = thing === 'ingress' ? 'Ingress' : 'HTTPRoute';
  const name = freeName(document, { kind, namespace }, [stem]);
  const host = `${name}.example.com`;
  if (thing === 'ingress') {
    return [makeIngress({ name, namespace, host, backend, className: classOf(document, 'IngressClass') })];
  }
  const gateway = freeName(document, { kind: 'Gateway', namespace }, ['gateway']);
  return [
    makeGateway({ name: gateway, namespace, className: classOf(document, 'GatewayClass') }),
    makeRoute({ name, namespace, host, backend, gateway }),
  ];
}

/** The Service at hand, else the last that no entry leads to, else the last one. */
function serviceFor(document: ScenarioDocument, namespace: string, to: ObjectRef | undefined): BoardObject | undefined {
  const given = to?.kind === 'Service' ? findObject(document, to) : undefined;
  if (given !== undefined) return given;
  const all = objectsOf(document).filter(
    ({ ref, object }) =>
      ref.kind === 'Service' && ref.namespace === namespace && fieldsAt(object, 'spec')['clusterIP'] !== 'None',
  );
  const led = ledServices(document);
  return all.findLast(({ ref }) => !led.has(objectKey(ref))) ?? all.at(-1);
}

/** Those that an Ingress or a route names: not what is governed by one, or says where its pods are. */
function ledServices(document: ScenarioDocument): ReadonlySet<string> {
  const leading = objectsOf(document).filter(
    ({ ref }) => !hasPods(ref) && !hasRole(ref.kind, 'operated') && !hasRole(ref.kind, 'endpoints'),
  );
  return new Set(leading.flatMap(servicesNamed).map(objectKey));
}

/** That of the default class, else of the first on the board; else that of the controller that is taken to serve what names none. */
function classOf({ objects }: ScenarioDocument, kind: 'IngressClass' | 'GatewayClass'): string {
  const classes = objects.filter((object) => object.kind === kind);
  const usual = classes.find(({ metadata: { annotations } }) => annotations?.[IS_DEFAULT_CLASS] === 'true');
  return (usual ?? classes[0])?.metadata.name ?? 'nginx';
}

/** Where one begins to look, so that it is seen which port it stands for. */
const FIRST_NODE_PORT = 30_080;

/** As many as are left of those that nodes may open. */
function freeNodePorts({ objects }: ScenarioDocument, count: number): readonly number[] {
  const taken = new Set(
    objects.flatMap((object) => listAt(fieldsAt(object, 'spec')['ports']).map(({ nodePort }) => nodePort)),
  );
  const free: number[] = [];
  for (let port = FIRST_NODE_PORT; port <= NODE_PORTS.to && free.length < count; port += 1) {
    if (!taken.has(port)) free.push(port);
  }
  return free;
}
