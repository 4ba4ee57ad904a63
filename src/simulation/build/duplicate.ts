import type { ObjectRef, RawObject } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { type BoardObject, findObject, hasPods } from './board-objects.ts';
import { type Fields, fieldsAt, labelsAt, listAt } from './fields.ts';
import { freeName } from './free-name.ts';
import { nextNode } from './next-node.ts';

/** A second object like that one with a name of its own: without what the API server gave the first. undefined: it is not on the board. */
export function duplicateOf(document: ScenarioDocument, ref: ObjectRef): RawObject | undefined {
  const found = findObject(document, ref);
  if (found === undefined) return undefined;
  if (ref.kind === 'Node') return nextNode(document, found.object);
  const name = freeName(document, ref, [ref.name]);
  const { status: _status, ...object } = found.object;
  const { namespace, labels, annotations } = object.metadata;
  const metadata = {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(labels !== undefined && { labels: renamed(labels, ref.name, name) }),
    ...(annotations !== undefined && { annotations }),
  };
  const copy: RawObject = { ...object, metadata };
  return 'spec' in copy ? { ...copy, spec: ownSpec(found, copy, name) } : copy;
}

function ownSpec({ ref, object }: BoardObject, copy: RawObject, name: string): unknown {
  const spec = fieldsAt(copy, 'spec');
  if (ref.kind === 'Service') return serviceSpec(spec);
  if (ref.kind === 'Ingress' || ref.kind === 'HTTPRoute') return withHosts(spec, ref.name, name);
  return hasPods(ref) && ref.kind !== 'Pod' ? withOwnPods(object, spec, ref.name, name) : spec;
}

/** Addresses and ports that are given to one alone are given anew. */
function serviceSpec(spec: Fields): Fields {
  const { clusterIP, clusterIPs: _ips, healthCheckNodePort: _port, ...rest } = spec;
  const ports = listAt(spec['ports']).map(({ nodePort: _nodePort, ...port }) => port);
  return { ...rest, ...(clusterIP === 'None' && { clusterIP }), ...(ports.length > 0 && { ports }) };
}

/** A host that is made of the name is made of the new one. */
function withHosts(spec: Fields, before: string, name: string): Fields {
  const own = (host: unknown): unknown =>
    typeof host === 'string' && host.startsWith(`${before}.`) ? `${name}${host.slice(before.length)}` : host;
  const hostnames = spec['hostnames'];
  return {
    ...spec,
    ...(Array.isArray(hostnames) && { hostnames: hostnames.map(own) }),
    ...('rules' in spec && {
      rules: listAt(spec['rules']).map((rule) => ('host' in rule ? { ...rule, host: own(rule['host']) } : rule)),
    }),
  };
}

/** Its pods are told from those of the first by a label: that of the name, else the first that it selects by. */
function withOwnPods(object: RawObject, spec: Fields, before: string, name: string): Fields {
  const selected = labelsAt(object, 'spec', 'selector', 'matchLabels');
  const named = Object.keys(selected).filter((label) => selected[label] === before);
  const told = new Set(named.length > 0 ? named : Object.keys(selected).slice(0, 1));
  const own = (labels: Fields): Fields =>
    Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, told.has(label) ? name : value]));
  const template = fieldsAt(spec, 'template');
  const selector = fieldsAt(spec, 'selector');
  return {
    ...spec,
    selector: { ...selector, matchLabels: own(fieldsAt(selector, 'matchLabels')) },
    template: {
      ...template,
      metadata: { ...fieldsAt(template, 'metadata'), labels: own(fieldsAt(template, 'metadata', 'labels')) },
    },
  };
}

function renamed(
  labels: Readonly<Record<string, string>>,
  before: string,
  name: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, value === before ? name : value]));
}
