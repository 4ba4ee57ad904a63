import type { ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import { noPort, noService, portOfService, refOf } from '../ingress/ingress-backend.ts';
import { factsOf } from '../outcome/facts-of.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import { explanationsOf } from '../run/explanations.ts';
import type { Endpoint } from '../run/onward.ts';
import type { Run } from '../run/routing-programs.ts';
import { assume } from '../run/run.ts';
import type { CloudMatch } from './cloud-match.ts';
import { missingConfig } from './backend-config.ts';
import { checkOf, type ReadCheck } from './health-check.ts';
import {
  areGroupsAssumed,
  GROUPS_ANNOTATION,
  targetGroup,
  type TargetGroup,
  type TargetHealth,
  targetsKind,
} from './target-group.ts';

type Targets =
  | { readonly ok: true; readonly targets: readonly Endpoint[] }
  /** `status`: absent, 503. */
  | { readonly ok: false; readonly cause: Cause; readonly status?: number };

/** The targets behind a backend that get requests, or why there are none. */
export function targetsOf(run: Run, match: CloudMatch): Targets {
  const { ingress, backend } = match;
  const service = run.cluster.service(ingress.namespace, backend.service);
  if (service === undefined) return { ok: false, cause: noService(run, match) };
  const port = portOfService(service, backend);
  if (port === undefined) return { ok: false, cause: noPort(match, service) };
  if (service.type === 'ExternalName') return { ok: false, cause: nobodyBehind(match, service) };
  const lacking = ingress.cloud.by === 'GCE' ? missingConfig(run.cluster, service, port) : undefined;
  if (lacking !== undefined) return { ok: false, cause: noConfig(run, match, { service, ...lacking }) };
  const targets = targetsKind(ingress, service);
  if (areGroupsAssumed(ingress, service))
    assume(run, { code: 'ENDPOINT_GROUPS_ASSUMED', detail: { service: namesOf(service) } });
  if (targets === 'INSTANCE' && port.nodePort === undefined) return { ok: false, cause: noNodePort(match, service) };
  const read = checkOf(run.cluster, ingress, { service, port, targets });
  if (!read.ok) return { ok: false, cause: unreadableCheck(match, read) };
  const group = targetGroup(run.cluster, { service, port, targets }, read.check);
  const used = group.targets.filter((each) => each.used);
  if (used.length === 0)
    return service.endpoints(4).some(({ ready }) => ready) && group.targets.length > 0
      ? failing(service, group)
      : unserved(run, service);
  const { config: _, ...check } = group.check;
  if (restsOnAnswer(group)) assume(run, { code: 'HEALTH_CHECK_ASSUMED', detail: { service: namesOf(service), check } });
  return { ok: true, targets: used };
}

/** Where an ALB's targets are all alike it sends to them whatever they answer. */
function restsOnAnswer({ check, targets }: TargetGroup): boolean {
  const has = (state: TargetHealth['state']): boolean => targets.some(({ health }) => health.state === state);
  return has('UNKNOWN') && (check.by === 'GCE' || has('FAILS') || has('PASSES'));
}

/** No target passes: Google's load balancer answers 502. */
function failing(service: ClusterService, { targets, check: { config, ...check } }: TargetGroup): Targets {
  const [first] = targets;
  const serves = first?.port ?? check.port ?? 0;
  const detail = { service: namesOf(service), check, serves };
  const code = 'HEALTH_CHECK_FAILS';
  if (config === undefined) return { ok: false, status: 502, cause: { code, detail, object: serviceRef(service) } };
  const path = ['spec', 'healthCheck', 'port'];
  const isOne = targets.every(({ port }) => port === serves);
  // Without a port of its own each target is asked where it serves.
  const fix = isOne
    ? ({ code: 'SET_FIELD', detail: { field: 'port', value: serves }, object: config, path, value: serves } as const)
    : undefined;
  return { ok: false, status: 502, cause: { code, detail, object: config, path, ...(fix && { fix }) } };
}

function unreadableCheck(
  { ingress }: CloudMatch,
  { object, annotation, mistake }: Extract<ReadCheck, { readonly ok: false }>,
): Cause {
  const detail = { is: 'ANNOTATION_UNREADABLE', ingress: namesOf(ingress), annotation, mistake } as const;
  return { code: 'INGRESS_NOT_SERVED', detail, object, path: ['metadata', 'annotations', annotation] };
}

const serviceRef = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });

/** A name is no target. // ingress-gce pkg/controller/errors ErrBadSvcType; aws-load-balancer-controller docs/guide/ingress/annotations.md target-type */
function nobodyBehind({ ingress }: CloudMatch, service: ClusterService): Cause {
  const by = ingress.cloud.by;
  const detail = { is: 'EXTERNAL_NAME', by, ingress: namesOf(ingress), service: namesOf(service) } as const;
  return { code: 'INGRESS_NOT_SERVED', detail, object: serviceRef(service), path: ['spec', 'type'] };
}

interface Lacking {
  readonly service: ClusterService;
  readonly name: string;
  readonly annotation: string;
}

/** Google's controller syncs nothing for an Ingress whose Service names a BackendConfig that is not there. // ingress-gce pkg/backendconfig ErrBackendConfigDoesNotExist */
function noConfig({ cluster }: Run, { ingress }: CloudMatch, { service, name, annotation }: Lacking): Cause {
  const has = cluster
    .ofKind('BackendConfig')
    .flatMap(({ ref }) => (ref.namespace === service.namespace ? [ref.name] : []));
  const detail = {
    is: 'NO_BACKEND_CONFIG',
    ingress: namesOf(ingress),
    service: namesOf(service),
    config: name,
    has,
  } as const;
  const [object, path] = [serviceRef(service), ['metadata', 'annotations', annotation]];
  const [near] = nearestNames(name, has);
  if (near === undefined) return { code: 'INGRESS_NOT_SERVED', detail, object, path };
  const value = JSON.stringify({ default: near });
  const fix = { code: 'SET_ANNOTATION', detail: { annotation, value }, object, path, value } as const;
  return { code: 'INGRESS_NOT_SERVED', detail, object, path, fix };
}

function noNodePort({ ingress }: CloudMatch, service: ClusterService): Cause {
  const { type } = service;
  const detail = { is: 'NO_NODE_PORT', ingress: namesOf(ingress), service: namesOf(service), type } as const;
  const object = refOf(ingress);
  const isGoogle = ingress.cloud.by === 'GCE';
  const annotation = isGoogle ? GROUPS_ANNOTATION : 'alb.ingress.kubernetes.io/target-type';
  const value = isGoogle ? '{"ingress": true}' : 'ip';
  const path = ['metadata', 'annotations', annotation];
  const at = isGoogle ? serviceRef(service) : object;
  const fix = { code: 'SET_ANNOTATION', detail: { annotation, value }, object: at, path, value } as const;
  return { code: 'INGRESS_NOT_SERVED', detail, object: at, path, fix };
}

function unserved(run: Run, service: ClusterService): Targets {
  const last = run.legs.at(-1)?.request;
  if (last === undefined) return { ok: true, targets: [] };
  const [ip = last.final.destinationIP] = service.clusterIPs;
  const trace = { ...last, final: { ...last.final, destinationIP: ip }, disposition: 'REJECTED' as const };
  const cause = explanationsOf(run.programs).service({ cluster: run.cluster, service, trace });
  return { ok: false, cause: { ...cause, code: 'INGRESS_NO_ENDPOINTS', detail: { because: factsOf(cause) } } };
}
