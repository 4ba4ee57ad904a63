import { apiGroup } from '../kind-table/kinds.ts';
import type { RawObject } from '../model/object.ts';
import { type StoredObject, storeObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { isRecord, recordOf, textOf } from '../model/reader.ts';
import { createReport } from '../model/report.ts';
import type { MakingObject } from '../pods/draft-pods.ts';
import type { AddOnObject } from '../services/addons.ts';
import { hasPodTemplate } from '../other-kinds/pod-template.ts';
import { plain } from './making.ts';

type Fields = Readonly<Record<string, unknown>>;

export const KNATIVE = 'serving.knative.dev';
const REVISION = `${KNATIVE}/revision`;

/** What queue-proxy listens on, before the container. // Knative Serving v1.19 pkg/networking/constants.go */
const QUEUE_HTTP = 8012;
const QUEUE_HTTP2 = 8013;
const QUEUE = [
  { name: 'http-queueadm', containerPort: 8022 },
  { name: 'http-autometric', containerPort: 9090 },
  { name: 'http-usermetric', containerPort: 9091 },
  { name: 'https-port', containerPort: 8112 },
];

export interface PlannedKnative {
  readonly workloads: readonly MakingObject[];
  readonly services: readonly AddOnObject[];
}

/**
 * Of a Knative Service, or a Configuration without one, its latest revision: a Deployment whose pods have a queue-proxy before the
 * container, and the two Services of the revision.
 * // Knative Serving v1.19 pkg/reconciler/revision/resources/{deploy,queue}.go, serverlessservice/resources/services.go
 * Simplification: a Knative revision is as it is right after it was deployed: it has its initial scale and serves without the activator.
 * Simplification: the Service that has a Knative Service's own name is not made: it leads to an ingress whose routes are not read.
 */
export function planKnative(store: PlanStore): PlannedKnative {
  const workloads: MakingObject[] = [];
  const services: AddOnObject[] = [];
  for (const object of store.notRead) {
    if (!isConfigured(object)) continue;
    const { namespace = 'default', name } = object.ref;
    const { metadata, spec } = recordOf(recordOf(object.raw['spec'])['template']);
    const about = recordOf(metadata);
    const told = textOf(recordOf(object.raw['status'])['latestCreatedRevisionName']);
    const revision = told ?? textOf(about['name']) ?? `${name}-00001`;
    const isH2c = portOf(spec)['name'] === 'h2c';
    services.push(...revisionServices({ revision, namespace, isH2c }));
    const template = {
      metadata: { ...about, name: undefined, labels: { ...recordOf(about['labels']), ...labelsOf(object, revision) } },
      spec: podOf(recordOf(spec), isH2c),
    };
    const made = storeObject(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: `${revision}-deployment`, namespace },
        spec: { replicas: scaleOf(about), selector: { matchLabels: { [REVISION]: revision } }, template },
      },
      namespace,
      createReport(),
    );
    const isThere = store.ofKind('Pod').some((pod) => pod.labels[REVISION] === revision);
    if (made !== undefined && !isThere && store.get(made.ref) === undefined)
      workloads.push({ ...plain(made), follows: object.ref });
  }
  return { workloads, services };
}

const isConfigured = ({ ref, raw, controller }: StoredObject): boolean =>
  apiGroup(raw.apiVersion) === KNATIVE &&
  (ref.kind === 'Service' || (ref.kind === 'Configuration' && controller === undefined)) &&
  hasPodTemplate(raw['spec']);

function labelsOf({ ref: { kind, name } }: StoredObject, revision: string): Fields {
  return {
    app: revision,
    [REVISION]: revision,
    [`${KNATIVE}/configuration`]: name,
    ...(kind === 'Service' && { [`${KNATIVE}/service`]: name }),
  };
}

/** The larger of where it begins and where it may not fall below. // autoscaling.knative.dev annotations of the template */
function scaleOf({ annotations }: Fields): number {
  const stated = (name: string): number | undefined => {
    const value = Number(recordOf(annotations)[`autoscaling.knative.dev/${name}`] ?? Number.NaN);
    return Number.isInteger(value) && value >= 0 ? value : undefined;
  };
  return Math.max(stated('initial-scale') ?? 1, stated('min-scale') ?? stated('minScale') ?? 0);
}

/** The port of the container that takes requests. */
function portOf(spec: unknown): Fields {
  const { containers } = recordOf(spec);
  const ports = (Array.isArray(containers) ? containers : []).flatMap((each: unknown) => {
    const { ports: own } = recordOf(each);
    return Array.isArray(own) ? own : [];
  });
  return recordOf(ports[0]);
}

function podOf(spec: Fields, isH2c: boolean): Fields {
  const { containers } = spec;
  const own = (Array.isArray(containers) ? containers : []).filter(isRecord);
  const serving = own.find(({ ports }) => Array.isArray(ports) && ports.length > 0) ?? own[0];
  const named = own.map((each, at) => {
    const container = { name: at === 0 ? 'user-container' : `user-container-${at}`, ...each };
    if (each !== serving) return container;
    return { ...container, ports: [{ name: 'user-port', containerPort: portOf(spec)['containerPort'] ?? 8080 }] };
  });
  const queue = {
    name: 'queue-proxy',
    image: 'queue-proxy',
    ports: [...QUEUE, { name: 'queue-port', containerPort: isH2c ? QUEUE_HTTP2 : QUEUE_HTTP }],
  };
  return { ...spec, containers: [...named, queue] };
}

interface Revision {
  readonly revision: string;
  readonly namespace: string;
  readonly isH2c: boolean;
}

/** The public one, whose endpoints are those of the private one, and that. */
function revisionServices({ revision, namespace, isH2c }: Revision): readonly AddOnObject[] {
  const queue = isH2c ? QUEUE_HTTP2 : QUEUE_HTTP;
  const web = { name: isH2c ? 'http2' : 'http', port: 80, targetPort: queue };
  const secure = { name: 'https', port: 443, targetPort: 8112 };
  const more = [9090, 9091, 8022].map((port) => ({ name: `port-${port}`, port, targetPort: port }));
  const service = (name: string, ports: readonly object[]): AddOnObject => {
    const raw: RawObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { selector: { [REVISION]: revision }, ports },
    };
    return { raw, assumed: 'PODS_ASSUMED' };
  };
  return [service(revision, [web, secure]), service(`${revision}-private`, [web, secure, ...more])];
}
