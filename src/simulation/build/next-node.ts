import type { RawObject } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { fieldsAt, labelsAt, listAt } from './fields.ts';
import { createNode } from './node-object.ts';

/** A Node like that one, else like the one that came last, with a name, an address and a pod range of its own; node-1 where there is none. */
export function nextNode(document: ScenarioDocument, like?: RawObject): RawObject {
  const nodes = document.objects.filter(({ kind }) => kind === 'Node');
  const last = like ?? nodes.at(-1);
  if (last === undefined) {
    return createNode({ name: 'node-1', internalIP: '192.168.0.11', podCIDR: '10.244.1.0/24' });
  }
  const before = last.metadata.name;
  const addresses = listAt(fieldsAt(last, 'status')['addresses']);
  const given = addresses.find(({ type }) => type === 'InternalIP')?.['address'];
  const ip = typeof given === 'string' ? given : '192.168.0.10';
  const internalIP = freeAddress(ip, nodes);
  const name = freeNodeName(before, ip, internalIP, nodes);
  const spec = fieldsAt(last, 'spec');
  const podCIDR = typeof spec['podCIDR'] === 'string' ? freeRange(spec['podCIDR'], nodes) : undefined;
  const {
    'kubernetes.io/hostname': _name,
    'node-role.kubernetes.io/control-plane': _role,
    ...labels
  } = labelsAt(last, 'metadata', 'labels');
  const providerID =
    typeof spec['providerID'] === 'string' ? nextProviderID(spec['providerID'], before, name, nodes.length) : undefined;
  return createNode({
    name,
    internalIP,
    labels,
    ...(podCIDR !== undefined && { podCIDR }),
    ...(providerID !== undefined && { providerID }),
  });
}

/** "node-1" → "node-2"; a name made of the address is made of the new one; else a number more. */
function freeNodeName(before: string, ip: string, nextIP: string, nodes: readonly RawObject[]): string {
  const taken = new Set(nodes.map(({ metadata }) => metadata.name));
  const dashed = ip.replaceAll('.', '-');
  if (before.includes(dashed)) return before.replace(dashed, nextIP.replaceAll('.', '-'));
  const [, stem = `${before}-`, digits = '1'] = /^(.*?)(\d+)$/.exec(before) ?? [];
  for (let number = Number(digits) + 1; ; number += 1) {
    const name = `${stem}${String(number).padStart(digits.length, '0')}`;
    if (!taken.has(name)) return name;
  }
}

function freeAddress(last: string, nodes: readonly RawObject[]): string {
  const taken = new Set(
    nodes.flatMap((node) => listAt(fieldsAt(node, 'status')['addresses']).map(({ address }) => address)),
  );
  return firstFree(last.split('.').map(Number), 3, (parts) => parts.join('.'), taken);
}

/** The next one as large: ranges of nodes lie beside each other. */
function freeRange(last: string, nodes: readonly RawObject[]): string | undefined {
  const [base = '', length = ''] = last.split('/');
  const parts = base.split('.').map(Number);
  if (parts.length !== 4 || length !== '24') return undefined;
  const taken = new Set(nodes.map((node) => fieldsAt(node, 'spec')['podCIDR']));
  return firstFree(parts, 2, (each) => `${each.join('.')}/${length}`, taken);
}

/** The first text that is not taken when the part counts up; where it is full, the part before it counts on. */
function firstFree(
  parts: readonly number[],
  part: number,
  text: (parts: readonly number[]) => string,
  taken: ReadonlySet<unknown>,
): string {
  const at = [...parts];
  do {
    at[part] = (at[part] ?? 0) + 1;
    if ((at[part] ?? 0) > 254) {
      at[part] = 1;
      at[part - 1] = ((at[part - 1] ?? 0) + 1) % 256;
    }
  } while (taken.has(text(at)));
  return text(at);
}

/** It ends with the name of the machine, or with a number of its own. */
function nextProviderID(before: string, name: string, next: string, count: number): string {
  if (before.endsWith(`/${name}`)) return `${before.slice(0, -name.length)}${next}`;
  if (before.startsWith('aws:')) return before.replace(/[^/]*$/, `i-0${count.toString(16).padStart(16, '0')}`);
  return before.replace(/[^/]*$/, String(count));
}
