import { nodeTargetsOf } from '../../dataplane/load-balancer/load-balanced-service.ts';
import type { ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { ipFamily } from '../../net/ip.ts';
import { noPort, noService, portOfService, refOf } from '../ingress/ingress-backend.ts';
import type { IngressMatch } from '../ingress/ingress-match.ts';
import { factsOf } from '../outcome/facts-of.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import { explanationsOf } from '../run/explanations.ts';
import type { Endpoint } from '../run/onward.ts';
import type { Run } from '../run/routing-programs.ts';
import { assume } from '../run/run.ts';
import type { CloudIngress } from './cloud-match.ts';
import { checkTargets, gceCheck } from './health-check.ts';

interface CloudMatch extends IngressMatch {
  readonly ingress: CloudIngress;
}

type Targets =
  | { readonly ok: true; readonly targets: readonly Endpoint[] }
  /** `status`: absent, 503. */
  | { readonly ok: false; readonly cause: Cause; readonly status?: number };

/** Node ports or pods behind a backend, or why there are none. */
export function targetsOf(run: Run, match: CloudMatch): Targets {
  const { ingress, backend } = match;
  const service = run.cluster.service(ingress.namespace, backend.service);
  const missing = service === undefined ? noService(run, match) : undefined;
  if (missing !== undefined && !missing.ok) return missing;
  const port = service && portOfService(service, backend);
  if (service === undefined || port === undefined) {
    const lacking = service && noPort(match, service);
    return lacking === undefined || lacking.ok ? { ok: true, targets: [] } : lacking;
  }
  if (!sendsToPods(ingress, service)) return nodePorts(run, match, { service, port });
  const targets = podTargets(service, port);
  if (targets.length === 0) return unserved(run, service);
  return ingress.cloud.by === 'GCE' ? checked(run, { service, port }, targets) : { ok: true, targets };
}

/** A Service may say it for itself: target-type of an ALB, and whether Google's network endpoint groups are used. */
function sendsToPods({ cloud }: CloudIngress, { object }: ClusterService): boolean {
  const annotations: Readonly<Record<string, unknown>> = object.metadata.annotations ?? {};
  const groups = annotations['cloud.google.com/neg'];
  if (cloud.by === 'GCE') return typeof groups !== 'string' || !/"ingress"\s*:\s*false/.test(groups);
  const own = annotations['alb.ingress.kubernetes.io/target-type'];
  return own === undefined ? cloud.targets === 'PODS' : own === 'ip';
}

/** Of the pods those that pass Google's health check. */
function checked(run: Run, { service, port }: AtPort, targets: readonly Endpoint[]): Targets {
  const [first] = targets;
  if (first === undefined) return { ok: true, targets };
  const { config, ...check } = gceCheck(run.cluster, service, port, first.port);
  const { healthy, open } = checkTargets(run.cluster, targets, check);
  if (healthy.length > 0) {
    if (open) assume(run, { code: 'HEALTH_CHECK_ASSUMED', detail: { service: namesOf(service), check } });
    return { ok: true, targets: healthy };
  }
  const detail = { service: namesOf(service), check, serves: first.port };
  const code = 'HEALTH_CHECK_FAILS';
  if (config === undefined) return { ok: false, status: 502, cause: { code, detail, object: serviceRef(service) } };
  const path = ['spec', 'healthCheck', 'port'];
  const set = { code: 'SET_FIELD', detail: { field: 'port', value: first.port } } as const;
  const fix = { ...set, object: config, path, value: first.port };
  return { ok: false, status: 502, cause: { code, detail, object: config, path, fix } };
}

const serviceRef = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });

interface AtPort {
  readonly service: ClusterService;
  readonly port: ServicePort;
}

function nodePorts(run: Run, { ingress }: CloudMatch, { service, port }: AtPort): Targets {
  const { nodePort } = port;
  if (nodePort === undefined) {
    const { type } = service;
    const detail = { is: 'NO_NODE_PORT', ingress: namesOf(ingress), service: namesOf(service), type } as const;
    const object = refOf(ingress);
    if (ingress.cloud.by === 'GCE') return { ok: false, cause: { code: 'INGRESS_NOT_SERVED', detail, object } };
    const annotation = 'alb.ingress.kubernetes.io/target-type';
    const path = ['metadata', 'annotations', annotation];
    const fix = { code: 'SET_ANNOTATION', detail: { annotation, value: 'ip' }, object, path, value: 'ip' } as const;
    return { ok: false, cause: { code: 'INGRESS_NOT_SERVED', detail, object, path, fix } };
  }
  const targets = nodeTargetsOf(run.cluster, service, nodePort);
  return targets.length > 0 ? { ok: true, targets } : unserved(run, service);
}

function podTargets(service: ClusterService, { name, protocol }: ServicePort): readonly Endpoint[] {
  return service
    .endpoints(4)
    .filter(({ ready, ip }) => ready && ipFamily(ip) === 4)
    .flatMap(({ ip, ports }) =>
      ports.filter((each) => each.name === name && each.protocol === protocol).map(({ port }) => ({ ip, port })),
    );
}

function unserved(run: Run, service: ClusterService): Targets {
  const last = run.legs.at(-1)?.request;
  if (last === undefined) return { ok: true, targets: [] };
  const [ip = last.final.destinationIP] = service.clusterIPs;
  const trace = { ...last, final: { ...last.final, destinationIP: ip }, disposition: 'REJECTED' as const };
  const cause = explanationsOf(run.programs).service({ cluster: run.cluster, service, trace });
  return { ok: false, cause: { ...cause, code: 'INGRESS_NO_ENDPOINTS', detail: { because: factsOf(cause) } } };
}
