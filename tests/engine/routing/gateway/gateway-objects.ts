import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';

const API = 'gateway.networking.k8s.io/v1';

export interface Meta {
  readonly name: string;
  readonly namespace?: string;
  readonly [field: string]: unknown;
}

function object(kind: string, { name, namespace = 'shop', ...more }: Meta, spec: object): RawObject {
  return { apiVersion: API, kind, metadata: { name, namespace, ...more }, spec };
}

/** An HTTP listener on port 80 for every host, with changes. */
export const listener = (more: object = {}): object => ({ name: 'http', port: 80, protocol: 'HTTP', ...more });

/** Gateway shop/edge. */
export function gatewayOf(
  listeners: readonly object[] = [listener()],
  more: object = {},
  meta: object = {},
): RawObject {
  return object('Gateway', { name: 'edge', ...meta }, { gatewayClassName: 'example', listeners, ...more });
}

export interface RouteFields {
  readonly kind?: string;
  readonly namespace?: string;
  readonly parent?: object;
  readonly hostnames?: readonly string[];
  readonly rules?: readonly object[];
  readonly created?: string;
}

/** A route attached to shop/edge that sends everything to Service web, with changes. */
export function routeOf(name: string, fields: RouteFields = {}): RawObject {
  const { kind = 'HTTPRoute', namespace, parent = {}, hostnames, rules = [ruleOf()], created } = fields;
  const meta = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(created === undefined ? {} : { creationTimestamp: created }),
  };
  const parentRefs = [{ name: 'edge', namespace: 'shop', ...parent }];
  return object(kind, meta, { parentRefs, rules, ...(hostnames === undefined ? {} : { hostnames }) });
}

export const backend = (name = 'web', more: object = {}): object => ({ name, port: 80, ...more });

/** A rule for a path prefix that goes to Service web, with changes. */
export function ruleOf(path = '/', more: object = {}): object {
  return { matches: [{ path: { type: 'PathPrefix', value: path } }], backendRefs: [backend()], ...more };
}

export function grantOf(namespace: string, from: object, to: object): RawObject {
  const giver = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop', ...from };
  const target = { group: '', kind: 'Service', ...to };
  return object('ReferenceGrant', { name: 'grant', namespace }, { from: [giver], to: [target] });
}

/** A Service on port 80 with one pod behind it. */
export function appOf(name: string, namespace = 'shop', service: object = {}): readonly RawObject[] {
  const labels = { app: name };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }], ...service },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `${name}-0`, namespace, labels },
      spec: { nodeName: 'node-2', containers: [{ name, image: name, ports: [{ containerPort: 8080 }] }] },
    },
  ];
}
