import type { ClusterEntry, ClusterPod, ClusterService, PodContainer } from '../../../engine/objects.ts';
import type { Lens } from '../../../scenario/document/document.ts';
import type { Exposed } from './element.ts';

/** Canvas pixels; everything sits on a grid of 8 wherever text does not ask for another step. */
/** Pods are as wide as their names ask for and the board allows. */
export const POD_WIDTHS = [184, 208, 232] as const;
/** Distance of the wire inside a box from its left edge: everything a packet passes in there hangs on it. */
export const POD_RAIL = 16;
export const NODE_RAIL = 24;
export const POD_HEADER = 48;
export const POD_KERNEL_Y = 26;
export const CONTAINER_ROW = 24;
export const PAUSE_ROW = 20;
const ADDRESS_LINE = 18;
/** Characters of an address that have room on one line of the narrowest pod at nearly every size of text, and at the largest. */
const SHORT_ADDRESS = 14;
const ADDRESS_CHARACTERS = 11;
export const MAX_CONTAINERS = 5;

export const NODE_PADDING = 12;
/** The device of a tunnel hangs beside the kernel: what it puts into another packet goes through the kernel again. */
export const TUNNEL = { x: 11, y: 24 } as const;
export const BRIDGE_HEIGHT = 16;
export const NODE_MIN_WIDTH = 232;

/** What stands in a node above its pods, from its upper edge. */
export interface NodeFrame {
  readonly kernelY: number;
  /** Middle of the bridge's bar, or of the line that the pods' veths meet on the way to the kernel. */
  readonly bridgeY: number;
  readonly podsTop: number;
}

/** Only the lens Wires shows what is between the title and the pods. */
export const NODE_FRAMES: Readonly<Record<Lens, NodeFrame>> = {
  objects: { kernelY: 28, bridgeY: 58, podsTop: 66 },
  wires: { kernelY: 44, bridgeY: 88, podsTop: 116 },
  application: { kernelY: 28, bridgeY: 58, podsTop: 66 },
};
/** Where a folded frame that shows some of its pods says how many more there are. */
export const FOLDED_ROW = 32;
/** Room for pods that a node has at least. */
export const NODE_MIN_ROOM = 60;

export const SERVICE_WIDTH = 208;
export const ENTRY_WIDTH = 216;
const ENTRY_MOST = 344;
/** Where there is room, and how much larger their text then may be. */
const ROOMY_MOST = 520;
const ENLARGED = 1.45;
const MONO_CHARACTER = 7.9;
export const INTERNET_SIZE = { width: 232, height: 40 } as const;
export const ROUTER_SIZE = { width: 112, height: 48 } as const;
const TEXT_LINE = 20;
/** Characters of a few words. */
const WORDS = 13;
export const MAX_LINES = 3;

/** App containers in the order of the spec; init containers have ended before a packet moves. */
export function appContainers(pod: ClusterPod): readonly PodContainer[] {
  return pod.containers.filter((container) => !container.init || container.state === 'failed');
}

/** The containers that get a row of their own; the rest is counted in one more row. */
export function shownContainers(pod: ClusterPod): readonly PodContainer[] {
  const containers = appContainers(pod);
  return containers.length > MAX_CONTAINERS ? containers.slice(0, MAX_CONTAINERS - 1) : containers;
}

/** How wide a pod has to be to show its whole name, and why a container of it does not run. */
export function wantedPodWidth(pod: ClusterPod): number {
  const rows = appContainers(pod).map((each) => (each.state === 'running' ? 0 : containerCharacters(each)));
  return NAME_ROOM + Math.max(pod.name.length, ...rows) * NAME_CHARACTER;
}

/** Characters that there is room for, in any language: a board is laid out without its words. */
const REASON_ROOM = { COMPLETED: 9, ADDRESS_IN_USE: 22, STOPPED_BY_HAND: 15, EXITED: 7, UNKNOWN: 7 } as const;

/** Characters of a container's row: its name, and its ports or why it does not run. */
export function containerCharacters({ name, state, reason, ports }: PodContainer): number {
  if (state !== 'running') return name.length + reasonRoom(reason);
  return ports.reduce((sum, { containerPort }) => sum + `:${containerPort} `.length, name.length);
}

function reasonRoom(reason: PodContainer['reason']): number {
  return reason?.is === 'REPORTED' ? reason.reason.length : REASON_ROOM[reason?.is ?? 'UNKNOWN'];
}

const NAME_ROOM = 58;
const NAME_CHARACTER = 6.6;

/** Lines of the pod's header below its name: as many as each address takes in the largest text that it is shown in. */
function addressLines(pod: ClusterPod): number {
  return Math.max(
    1,
    pod.ips.reduce((sum, { length }) => sum + (length > SHORT_ADDRESS ? Math.ceil(length / ADDRESS_CHARACTERS) : 1), 0),
  );
}

/** Where the first container row starts. */
export function containersTop(pod: ClusterPod): number {
  return POD_HEADER + (addressLines(pod) - 1) * ADDRESS_LINE;
}

export function podHeight(pod: ClusterPod): number {
  return containersTop(pod) + Math.min(appContainers(pod).length, MAX_CONTAINERS) * CONTAINER_ROW + PAUSE_ROW + 4;
}

/** More Services than this are drawn on two lines each, and on three where each says its namespace. */
const ROOMY_SERVICES = 8;
export const SERVICE_COMPACT = 52;
export const SERVICE_NAMED = 72;
/** Characters of a name that have room on two lines of them however large they are. */
export const TWO_LINES = 22;

/** `among`: how many Services there are; `named`: they say their namespaces. */
export function serviceHeight(service: ClusterService, among: number, named: boolean): number {
  if (among > ROOMY_SERVICES) return named ? SERVICE_NAMED : SERVICE_COMPACT;
  const addresses = service.clusterIPs.reduce((sum, { length }) => sum + Math.ceil(length / ADDRESS_ON_CARD), 0);
  return 56 + (Math.max(1, addresses) + Math.max(1, Math.min(service.ports.length, MAX_LINES))) * TEXT_LINE;
}

/** Characters of an address that have room on one line of a Service's card, as long as that shows its ports as well. */
const ADDRESS_ON_CARD = 18;

/** As the objects say it, or what they lack; `host`: whose requests lead nowhere. */
export type EntryLine =
  | string
  | { readonly lacks: 'backend'; readonly host: string }
  | { readonly lacks: NonNullable<ClusterEntry['lacks']> };

/** Where an entry point takes requests and where it sends them: ":80 HTTP", "shop.example/cart → cart", each once. */
export function entryLines({ ports, ways, lacks }: ClusterEntry): readonly EntryLine[] {
  const open = new Set(ports.map(({ port, protocol }) => `:${port} ${protocol}`));
  const lines = ways.map(({ host = '*', path, backends }): EntryLine => {
    const to = backends.map(({ service }) => service).join(', ');
    return to === '' ? { lacks: 'backend', host } : `${host}${path} → ${to}`;
  });
  return [
    ...(open.size > 0 ? [[...open].join('  ')] : []),
    ...new Map(lines.map((line) => [JSON.stringify(line), line])).values(),
    ...(lacks === undefined ? [] : [{ lacks }]),
  ];
}

export function entryHeight(entry: ClusterEntry): number {
  return 44 + Math.max(1, Math.min(entryLines(entry).length, MAX_LINES)) * TEXT_LINE;
}

/** All entry points are as wide as the longest of their lines and names asks for; `room`: what there is beside the router. */
export function entryWidth(entries: readonly ClusterEntry[], room = 0): number {
  const named = entries.map(({ name, kind }) => name + kind + ' '.repeat(KIND_ROOM));
  return widthFor([...entries.flatMap(entryLines).map(inSize), ...named], 26, room);
}

/** Characters that icon, lock and gaps beside the name and kind of an entry point take. */
const KIND_ROOM = 6;

/** What is lacking is said in words of any language: room for some. */
function inSize(line: EntryLine): string {
  return typeof line === 'string' ? line : `${'host' in line ? line.host : ''}${' '.repeat(WORDS)}`;
}

/** "203.0.113.10 web": what the load balancer answers for. */
export function loadBalancerLines(services: readonly Exposed[]): readonly string[] {
  return services.map(({ service, ip }) => `${ip} ${service.name}`);
}

export function loadBalancerWidth(services: readonly Exposed[], room = 0): number {
  return widthFor(loadBalancerLines(services), 42, room);
}

/** Where there is room, so that all has room as large as text is on a board that is seen from a bit further away. */
function widthFor(lines: readonly string[], around: number, room: number): number {
  const longest = lines.slice(0, 64).reduce((most, { length }) => Math.max(most, length), 0);
  const wanted = (enlarged: number): number => Math.ceil((longest * MONO_CHARACTER * enlarged + around) / 8) * 8;
  const least = Math.min(ENTRY_MOST, Math.max(ENTRY_WIDTH, wanted(1)));
  return Math.max(least, Math.min(wanted(ENLARGED), Math.floor(room / 8) * 8, ROOMY_MOST));
}

export function loadBalancerHeight(services: readonly Exposed[]): number {
  return 44 + Math.max(1, Math.min(services.length, MAX_LINES)) * TEXT_LINE;
}
