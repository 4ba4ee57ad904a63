import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/objects.ts';
import { isRecord } from '../../../src/engine/text.ts';
import { choicesOf, valueOf } from '../../../src/features/inspector/forms/schema/schema-values.ts';
import { fitsBeside, startOf, withItem } from '../../../src/manifests/assist/starts.ts';
import { type Shape, shapeAt, shapeOfKind } from '../../../src/manifests/checks/shape.ts';
import { formatManifests } from '../../../src/manifests/format.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { setAtPath } from '../../../src/manifests/set-at-path.ts';
import { PUBLISHED_KINDS, strictProblems } from '../../support/api-schema.ts';

type Path = readonly (string | number)[];

const POD = '{containers: [{name: a, image: b}]}';
const TEMPLATE = `{metadata: {labels: {app: a}}, spec: ${POD}}`;
const WORKLOAD = `{selector: {matchLabels: {app: a}}, template: ${TEMPLATE}}`;
const JOB = `{template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}`;

/** What is required of each kind, and nothing else. */
const LEAST: Readonly<Record<string, string>> = {
  Pod: `spec: ${POD}`,
  Service: 'spec: {sessionAffinity: ClientIP}',
  Node: '{}',
  Namespace: '{}',
  ReplicationController: `spec: {selector: {app: a}, template: ${TEMPLATE}}`,
  Endpoints: '{}',
  Deployment: `spec: ${WORKLOAD}`,
  ReplicaSet: `spec: ${WORKLOAD}`,
  DaemonSet: `spec: ${WORKLOAD}`,
  StatefulSet: `spec: ${WORKLOAD}`,
  Job: `spec: ${JOB}`,
  CronJob: `spec: {schedule: "* * * * *", jobTemplate: {spec: ${JOB}}}`,
  EndpointSlice: 'addressType: IPv4\nendpoints: []',
  Ingress: 'spec: {defaultBackend: {service: {name: a, port: {number: 80}}}}',
  IngressClass: 'spec: {controller: example.com/ingress}',
  NetworkPolicy: 'spec: {podSelector: {}}',
  GatewayClass: 'spec: {controllerName: example.com/gateway}',
  Gateway: 'spec: {gatewayClassName: a, listeners: [{name: a, port: 81, protocol: HTTP}]}',
  ListenerSet: 'spec: {parentRef: {name: a}, listeners: [{name: a, port: 81, protocol: HTTP}]}',
  ReferenceGrant: 'spec: {from: [{group: a, kind: B, namespace: c}], to: [{group: "", kind: Service}]}',
  BackendTLSPolicy:
    'spec: {targetRefs: [{group: "", kind: Service, name: a}], validation: {hostname: a, wellKnownCACertificates: System}}',
  HTTPRoute: 'spec: {}',
  GRPCRoute: 'spec: {}',
  TCPRoute: 'spec: {rules: [{backendRefs: [{name: a, port: 80}]}]}',
  TLSRoute: 'spec: {hostnames: [a.example], rules: [{backendRefs: [{name: a, port: 80}]}]}',
  UDPRoute: 'spec: {rules: [{backendRefs: [{name: a, port: 80}]}]}',
};

function least(apiVersion: string, kind: string): RawObject {
  const rest = LEAST[kind] ?? '{}';
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n${rest === '{}' ? '' : rest}\n`;
  const [object] = parseManifests([{ name: 'a.yaml', text }]).objects;
  if (object === undefined) throw new Error(text);
  return object;
}

const valueAt = (object: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Readonly<Record<string | number, unknown>> | undefined)?.[step], object);

/** What a form of the schema makes of the object, part by part: each field added, an item and one more, each choice. */
function* states(object: RawObject, shape: Shape, path: Path): Generator<RawObject> {
  const place = { kind: object.kind, path, namesOf: () => [] };
  if (shape.is === 'mapping') {
    for (const [name, part] of shape.fields) {
      if (path.length === 0 && ['apiVersion', 'kind', 'metadata', 'status'].includes(name)) continue;
      const at = [...path, name];
      const start = startOf({ ...place, path: at }, part());
      const said = valueAt(object, path);
      // In the place of what it does not stand beside.
      const bare = fitsBeside(place, isRecord(said) ? said : {}, name)
        ? object
        : setAtPath(object, path, ALONE[name] ?? {});
      const next = valueAt(bare, at) === undefined && start !== undefined ? setAtPath(bare, at, start) : bare;
      yield next;
      yield* states(next, part(), at);
    }
  } else if (shape.is === 'list' && shape.item.is === 'mapping') {
    const before = valueAt(object, path);
    const once = withItem(place, shape.item, Array.isArray(before) ? before : []);
    const next = setAtPath(object, path, once);
    yield next;
    yield setAtPath(object, path, withItem(place, shape.item, once));
    yield* states(next, shape.item, [...path, once.length - 1]);
  } else if (shape.is === 'value') {
    for (const choice of choicesOf(shape)) yield setAtPath(object, path, valueOf(choice, shape, undefined));
  }
}

test('what a kind requires is what is published', () => {
  for (const [apiVersion, kind] of KINDS) expect([kind, strictProblems(least(apiVersion, kind))]).toEqual([kind, []]);
});

const KINDS = PUBLISHED_KINDS.map((each): readonly [string, string] => {
  const at = each.lastIndexOf('/');
  return [each.slice(0, at), each.slice(at + 1)];
}).filter(([apiVersion, kind]) => shapeOfKind(apiVersion, kind) !== undefined);

/** What a sidecar is beside what an init container has not. */
const SIDECAR = { name: 's', image: 'b', restartPolicy: 'Always' };
const ALONE: Readonly<Record<string, object>> = {
  lifecycle: SIDECAR,
  livenessProbe: SIDECAR,
  readinessProbe: SIDECAR,
  startupProbe: SIDECAR,
};

/**
 * What is asked for by two fields, of which a form has one first: a listener's protocol, what a filter's type takes, a method or its
 * service, a toleration's key or a field's value and the operator, a selector and the labels.
 */
const BY_TWO = [
  /\.tolerations\.\d+\.operator$/,
  /\.template\.metadata\.labels$/,
  /\.matchFields\.\d+\.(?:operator|values)$/,
  /^spec\.listeners\.\d+\.tls$/,
  /^spec\.rules\.\d+\.filters\.\d+$/,
  /^spec\.rules\.\d+\.matches\.\d+\.method$/,
];

test.each(KINDS)('whatever is added in a form of a %s %s is taken by an API server', (apiVersion, kind) => {
  const shape = shapeOfKind(apiVersion, kind);
  if (shape === undefined) return;
  const found = new Set<string>();
  let count = 0;
  for (const state of states(least(apiVersion, kind), shape, [])) {
    count += 1;
    const text = formatManifests([state]);
    for (const told of parseManifests([{ name: 'a.yaml', text }]).diagnostics) {
      const place = told.path?.join('.') ?? '';
      const isAside =
        told.code === 'VALUE_REFUSED' && (told.detail.is === 'TOO_MANY' || BY_TWO.some((each) => each.test(place)));
      if (told.severity !== 'info' && !isAside) found.add(`${place} ${told.code}`);
    }
    // How many there may be is no matter of a field.
    for (const problem of strictProblems(state)) if (!problem.includes('more than')) found.add(problem);
  }
  expect([...found].join('\n')).toBe('');
  expect(count).toBeGreaterThan(kind === 'Namespace' ? 0 : 3);
  expect(shapeAt(shape, ['spec', 'no-such-field'])).toBeUndefined();
});
