import { isStored } from '../../engine/clusters.ts';
import { hasBearing, hasRole, type RawObject, templatePath } from '../../engine/objects.ts';
import { isRecord, recordOf } from '../../engine/text.ts';
import type { Path } from '../sources/source.ts';
import { NAME_PART, wrongLabelValue } from './labels.ts';
import { DNS_SUBDOMAIN, type Fields, itemsOf, type Refuse } from './refuse.ts';
import { refusedGateway, refusedGrpcRoute, refusedHttpRoute } from './refused-routes.ts';
import { refusedPodSpec } from './refused-pods.ts';

/** Values that the API server does not take, of kinds that people write by hand. What it has stored, it took. */
export function findRefused(raw: RawObject, refuse: Refuse): void {
  const { apiVersion, kind, metadata } = raw;
  if (isStored(raw) || !hasBearing(apiVersion, kind)) return;
  refusedLabels(metadata['labels'], ['metadata', 'labels'], refuse);
  const spec = recordOf(raw['spec']);
  if (kind === 'Pod') refusedPodSpec(spec, ['spec'], RESTARTS, refuse);
  if (hasRole(kind, 'workload') || kind === 'CronJob') {
    const { path, template } = templateOf(raw);
    refusedLabels(recordOf(template['metadata'])['labels'], [...path, 'metadata', 'labels'], refuse);
    const restarts = kind === 'Job' || kind === 'CronJob' ? RESTARTS_OF_JOBS : RESTARTS_OF_OTHERS;
    refusedPodSpec(recordOf(template['spec']), [...path, 'spec'], restarts, refuse);
  }
  if (kind === 'Service') refusedService(spec, refuse);
  if (kind === 'Ingress') refusedIngress(spec, refuse);
  if (kind === 'Gateway') refusedGateway(spec, refuse);
  if (kind === 'HTTPRoute') refusedHttpRoute(spec, refuse);
  if (kind === 'GRPCRoute') refusedGrpcRoute(spec, refuse);
}

function templateOf(raw: RawObject): { readonly path: Path; readonly template: Fields } {
  const path = templatePath(raw.kind);
  return { path, template: path.reduce<Fields>((at, key) => recordOf(at[key]), raw) };
}

// pkg/apis/core/validation validateRestartPolicy, pkg/apis/apps/validation ValidatePodTemplateSpecForDaemonSet and its like, pkg/apis/batch/validation
const RESTARTS = ['Always', 'OnFailure', 'Never'];
const RESTARTS_OF_OTHERS = ['Always'];
const RESTARTS_OF_JOBS = ['OnFailure', 'Never'];

/** // apimachinery pkg/apis/meta/v1/validation ValidateLabels */
function refusedLabels(labels: unknown, path: Path, refuse: Refuse): void {
  if (!isRecord(labels)) return;
  for (const key in labels) {
    const value = labels[key];
    const name = key.slice(key.lastIndexOf('/') + 1);
    if (!NAME_PART.test(name)) refuse([...path, key], { is: 'INVALID', value: key, why: 'LABEL_KEY' });
    const why = wrongLabelValue(value);
    if (why !== undefined) refuse([...path, key], { is: 'INVALID', value: String(value), why });
  }
}

const DISTRIBUTIONS = ['PreferClose', 'PreferSameNode', 'PreferSameZone'];

/** What has nothing to do with its addresses and ports. // pkg/apis/core/validation ValidateService */
function refusedService(spec: Fields, refuse: Refuse): void {
  const { type, trafficDistribution, sessionAffinity, sessionAffinityConfig, loadBalancerClass, externalName } = spec;
  if (typeof trafficDistribution === 'string' && !DISTRIBUTIONS.includes(trafficDistribution)) {
    const what = { is: 'UNSUPPORTED', value: trafficDistribution, supported: DISTRIBUTIONS } as const;
    refuse(['spec', 'trafficDistribution'], what);
  }
  if (isRecord(sessionAffinityConfig) && (sessionAffinity ?? 'None') === 'None')
    refuse(['spec', 'sessionAffinityConfig'], { is: 'FORBIDDEN', why: 'NO_AFFINITY' });
  if (typeof loadBalancerClass === 'string' && type !== 'LoadBalancer')
    refuse(['spec', 'loadBalancerClass'], { is: 'FORBIDDEN', why: 'NO_LOAD_BALANCER' });
  if (type === 'ExternalName' && typeof externalName === 'string' && externalName !== '') {
    const name = externalName.replace(/\.$/, '');
    if (!DNS_SUBDOMAIN.test(name))
      refuse(['spec', 'externalName'], { is: 'INVALID', value: externalName, why: 'DNS_SUBDOMAIN' });
  }
}

/** // pkg/apis/networking/validation ValidateIngressSpec, validateIngressServiceBackend */
function refusedIngress({ defaultBackend, rules }: Fields, refuse: Refuse): void {
  const isNothing = (value: unknown): boolean =>
    value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  if (isNothing(defaultBackend) && isNothing(rules))
    refuse(['spec'], { is: 'INVALID', value: '', why: 'RULES_OR_BACKEND' });
  const check = (backend: unknown, path: Path): void => {
    const { name, number } = recordOf(recordOf(recordOf(backend)['service'])['port']);
    if (typeof name === 'string' && name !== '' && typeof number === 'number' && number !== 0)
      refuse([...path, 'service', 'port'], { is: 'INVALID', value: '', why: 'PORT_NAME_AND_NUMBER' });
  };
  check(defaultBackend, ['spec', 'defaultBackend']);
  for (const [{ http }, at] of itemsOf(rules, ['spec', 'rules']))
    for (const [{ backend }, place] of itemsOf(recordOf(http)['paths'], [...at, 'http', 'paths']))
      check(backend, [...place, 'backend']);
}
