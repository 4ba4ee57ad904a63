import type { ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import { type EndpointCategories, isSameOnEveryNode } from '../ports/categorize-endpoints.ts';
import type { PortListing } from '../ports/port-listing.ts';
import type { ProxyServicePort } from '../ports/service-port.ts';
import { countDispatch, type ServiceDispatch } from './service-dispatch.ts';

type Part = keyof ServiceDispatch;

/** By chain: the position of the first rule of each Service port, and of the first after them all. */
export type DispatchStarts = Readonly<Record<Part, Uint32Array>>;

/** Where the rules of each Service port stand in the chains that list all Services. */
export interface DispatchLayout {
  /** Indices of ports whose rules may differ between nodes. */
  readonly perNode: readonly number[];
  readonly startsOn: (node: ClusterNode) => DispatchStarts;
}

/** What is the same on every node; a port that may differ counts nothing here. */
interface CommonLayout {
  readonly ports: readonly ProxyServicePort[];
  readonly perNode: readonly number[];
  readonly counts: Readonly<Record<Part, Uint32Array>>;
  readonly starts: DispatchStarts;
}

type Categorize = (index: number, node: ClusterNode) => EndpointCategories;

const PARTS: readonly Part[] = [
  'natServices',
  'natNodePorts',
  'filterServices',
  'filterExternalServices',
  'filterNodePorts',
  'filterFirewall',
];

/** The latest of listings that follow from each other: an edit counts only its own ports again. */
const latest = new WeakMap<PortListing['lineage'], CommonLayout>();

/** `node`: any, as it does not matter for what is the same on all. */
export function layOutDispatch(listing: PortListing, categorize: Categorize, node: ClusterNode): DispatchLayout {
  const layout = layOutCommon(listing, latest.get(listing.lineage), (index) => categorize(index, node));
  latest.set(listing.lineage, layout);
  const { ports, perNode, counts, starts } = layout;
  return {
    perNode,
    startsOn: (own) => {
      if (perNode.length === 0) return starts;
      const changes = perNode.map((index) => [index, countAt(ports, index, categorize(index, own))] as const);
      return eachPart((part) => startsOf(recount(counts[part], part, changes)));
    },
  };
}

function layOutCommon(
  { ports, edit }: PortListing,
  before: CommonLayout | undefined,
  categorize: (index: number) => EndpointCategories,
): CommonLayout {
  const known = before?.ports.length === ports.length ? before : undefined;
  if (known?.ports === ports) return known;
  const changed =
    edit !== undefined && known?.ports === edit.before ? edit.positions : positionsChanged(ports, known?.ports ?? []);
  const changes = changed.flatMap((index): readonly Change[] => {
    const port = ports[index];
    if (port === undefined) return [];
    return [[index, mayDiffer(port) ? undefined : countAt(ports, index, categorize(index))]];
  });
  const counts = eachPart((part) => recount(known?.counts[part] ?? new Uint32Array(ports.length), part, changes));
  const starts = eachPart((part) =>
    known !== undefined && counts[part] === known.counts[part] ? known.starts[part] : startsOf(counts[part]),
  );
  const edited = new Set(changes.map(([index]) => index));
  const perNode = [
    ...(known?.perNode.filter((index) => !edited.has(index)) ?? []),
    ...changes.flatMap(([index, count]) => (count === undefined ? [index] : [])),
  ];
  return { ports, perNode: perNode.sort((a, b) => a - b), counts, starts };
}

function positionsChanged<T>(list: readonly T[], before: readonly T[]): readonly number[] {
  const positions: number[] = [];
  for (let index = 0; index < list.length; index += 1) if (list[index] !== before[index]) positions.push(index);
  return positions;
}

function mayDiffer(port: ProxyServicePort): boolean {
  return !isSameOnEveryNode(port) || port.sourceRanges.length > 0;
}

/** A port's index and how many rules it has; undefined: none that are the same everywhere. */
type Change = readonly [index: number, count: Readonly<Record<Part, number>> | undefined];

function countAt(ports: readonly ProxyServicePort[], index: number, endpoints: EndpointCategories) {
  const port = ports[index];
  if (port === undefined) throw new RangeError(`no Service port ${index}`);
  return countDispatch(port, endpoints);
}

/** The counts with these changes; the same array where they change nothing. */
function recount(counts: Uint32Array, part: Part, changes: readonly Change[]): Uint32Array {
  if (changes.every(([index, count]) => counts[index] === (count?.[part] ?? 0))) return counts;
  const changed = counts.slice();
  for (const [index, count] of changes) changed[index] = count?.[part] ?? 0;
  return changed;
}

function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let index = 0, next = 0; index < counts.length; index += 1) {
    next += counts[index] ?? 0;
    starts[index + 1] = next;
  }
  return starts;
}

function eachPart<T>(make: (part: Part) => T): Readonly<Record<Part, T>> {
  return Object.fromEntries(PARTS.map((part) => [part, make(part)])) as Record<Part, T>;
}
