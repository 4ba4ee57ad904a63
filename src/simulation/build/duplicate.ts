import type { ObjectRef, RawObject } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { type BoardObject, findObject, hasPods, podLabels, podPath, selects } from './board-objects.ts';
import { type Fields, fieldsAt, listAt, withField } from './fields.ts';
import { freeName } from './free-name.ts';
import { nextNode } from './next-node.ts';
import { ownPods } from './own-pods.ts';

/**
 * A second object like that one with a name of its own, without what the API server gave the first: with one that is governed by a
 * Service, a Service that governs it. Empty: it is not on the board.
 */
export function duplicateOf(document: ScenarioDocument, ref: ObjectRef): readonly RawObject[] {
  const found = findObject(document, ref);
  if (found === undefined) return [];
  if (ref.kind === 'Node') return [nextNode(document, found.object)];
  const name = freeName(document, ref, [ref.name]);
  const copy = copyOf(found, name);
  const governing = governingOf(document, found);
  if (governing === undefined) return [copy];
  const service = freeName(document, governing.ref, [name]);
  const labels = podLabels({ ref, object: copy });
  return [
    withField(copy, ['spec', 'serviceName'], service),
    withField(copyOf(governing, service), ['spec', 'selector'], labels),
  ];
}

/** The same under another name, without what the API server gave the first. */
export function copyOf(each: BoardObject, name: string): RawObject {
  const { ref } = each;
  const { status: _status, ...object } = each.object;
  const { namespace, labels, annotations } = object.metadata;
  const metadata = {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(labels !== undefined && { labels: renamed(labels, ref.name, name) }),
    ...(annotations !== undefined && { annotations }),
  };
  const copy: RawObject = { ...object, metadata };
  if (!('spec' in copy)) return copy;
  if (hasPods(ref)) return podPath(ref.kind).length === 0 ? copy : ownPods({ ref, object: copy }, name);
  const spec = fieldsAt(copy, 'spec');
  if (ref.kind === 'Service') return { ...copy, spec: serviceSpec(spec) };
  return { ...copy, spec: withHosts(spec, ref.name, name) };
}

/** The Service that its pods have their names by: it selects them, and is named. */
export function governingOf(document: ScenarioDocument, each: BoardObject): BoardObject | undefined {
  const { serviceName } = fieldsAt(each.object, 'spec');
  const { namespace } = each.ref;
  if (typeof serviceName !== 'string' || namespace === undefined) return undefined;
  const service = findObject(document, { kind: 'Service', namespace, name: serviceName });
  return service !== undefined && selects(service.object, podLabels(each)) ? service : undefined;
}

/** Addresses and ports that are given to one alone are given anew. */
function serviceSpec(spec: Fields): Fields {
  const { clusterIP, clusterIPs: _ips, healthCheckNodePort: _port, loadBalancerIP: _ip, ...rest } = spec;
  const ports = listAt(spec['ports']).map(({ nodePort: _nodePort, ...port }) => port);
  return { ...rest, ...(clusterIP === 'None' && { clusterIP }), ...(ports.length > 0 && { ports }) };
}

/** A host that is made of the name is made of the new one. */
function withHosts(spec: Fields, before: string, name: string): Fields {
  const own = (host: unknown): unknown =>
    typeof host === 'string' && host.startsWith(`${before}.`) ? `${name}${host.slice(before.length)}` : host;
  const { hostnames, host } = spec;
  return {
    ...spec,
    ...('host' in spec && { host: own(host) }),
    ...(Array.isArray(hostnames) && { hostnames: hostnames.map(own) }),
    ...(Array.isArray(spec['rules']) && {
      rules: listAt(spec['rules']).map((rule) => ('host' in rule ? { ...rule, host: own(rule['host']) } : rule)),
    }),
    ...(Array.isArray(spec['tls']) && {
      tls: listAt(spec['tls']).map((each) =>
        Array.isArray(each['hosts']) ? { ...each, hosts: each['hosts'].map(own) } : each,
      ),
    }),
  };
}

function renamed(
  labels: Readonly<Record<string, string>>,
  before: string,
  name: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, value === before ? name : value]));
}
