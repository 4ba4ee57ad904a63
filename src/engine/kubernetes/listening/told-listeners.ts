import type { ClusterPod, PodListener } from '../cluster/cluster.ts';
import { recordOf } from '../model/reader.ts';
import { remembered } from '../tools/ask.ts';
import { type Ip, type IpFamily, ipFamily, type Port } from '../../net/ip.ts';
import type { ListeningHint } from './listening-hint.ts';
import { readListeningHints } from './read-hints.ts';
import { boundTo, isLoopbackHost } from './told-address.ts';

/** A port something in a pod listens on, at these addresses alone, or at those of this family; absent: at every one. */
export interface BoundListener extends PodListener {
  readonly ips?: readonly Ip[];
  readonly family?: IpFamily;
}

/** What the processes of a pod listen on. */
export interface Listening {
  readonly listeners: readonly BoundListener[];
  readonly listensEverywhere: boolean;
}

/** A container that runs, with what it is told. */
export interface ToldContainer {
  readonly name: string;
  /** Where it is written, below the pod's spec. */
  readonly path: readonly [field: 'containers' | 'initContainers', index: number];
  readonly hints: readonly ListeningHint[];
}

const hintsIn = remembered((container: object) => readListeningHints(container));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The containers that run of a pod, with what their command lines and variables say of where they listen. */
export function toldContainers({
  object,
  containers,
}: Pick<ClusterPod, 'object' | 'containers'>): readonly ToldContainer[] {
  const spec = recordOf(object['spec']);
  const running = new Set(containers.filter(({ state }) => state === 'running').map(({ name }) => name));
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    listOf(spec[field]).flatMap((each, index): readonly ToldContainer[] => {
      const { name } = recordOf(each);
      if (typeof name !== 'string' || !running.has(name) || typeof each !== 'object' || each === null) return [];
      const proven = provenPorts(object, each);
      const hints = hintsIn(each).filter(({ port, host = '' }) => !(proven.has(port) && isLoopbackHost(host)));
      return [{ name, path: [field, index], hints }];
    }),
  );
}

/** Ports at which the kubelet finds the container ready, as the pod's status has it: it asks at the pod's own address. */
function provenPorts({ status }: ClusterPod['object'], container: object): ReadonlySet<unknown> {
  const isReady = listOf(recordOf(status)['conditions']).some((each) => {
    const { type, status: is } = recordOf(each);
    return type === 'Ready' && is === 'True';
  });
  const { readinessProbe, ports } = recordOf(container);
  const { tcpSocket, httpGet } = recordOf(readinessProbe);
  const { port, host } = recordOf(tcpSocket ?? httpGet);
  if (!isReady || port === undefined || host !== undefined) return new Set();
  const named = listOf(ports).find((each) => recordOf(each)['name'] === port);
  return new Set([named === undefined ? port : recordOf(named)['containerPort']]);
}

/** A hint by which it is known where the process listens: a host that is an address it can have, and a port. */
export interface SureHint extends ListeningHint {
  readonly host: string;
  readonly port: Port;
}

export function sureHints({ hints }: ToldContainer, { ips }: Pick<ClusterPod, 'ips'>): readonly SureHint[] {
  return hints.filter((hint): hint is SureHint => {
    const { isSure, host, port } = hint;
    if (!isSure || host === undefined || port === undefined) return false;
    const bound = boundTo(host);
    return typeof bound === 'string' || bound?.some((ip) => isLoopbackHost(ip) || ips.includes(ip)) === true;
  });
}

/** True for a container that listens on the ports it is told and on no other. */
export const saysAll = ({ hints }: ToldContainer): boolean => hints.some(({ isAll }) => isAll);

/**
 * What a pod listens on, with what its containers are told by options and variables that can mean nothing else: a port is bound to the
 * address that is said; a server that is told its port has no other. What is told otherwise leaves what was.
 */
export function toldListening(pod: Pick<ClusterPod, 'object' | 'containers' | 'ips'>, before: Listening): Listening {
  const told = toldContainers(pod).filter((container) => isUp(container, pod, before));
  if (told.every(({ hints }) => hints.length === 0)) return before;
  const listeners = before.listeners.flatMap((listener): readonly BoundListener[] => {
    const owners = told.filter(({ name }) => listener.container === undefined || name === listener.container);
    const bound = owners.flatMap((owner) => boundListeners(owner, pod, listener));
    if (bound.length > 0) return bound;
    const isNotTold = owners.length > 0 && owners.every((owner) => saysAll(owner) && !tellsPort(owner, listener));
    return isNotTold ? [] : [listener];
  });
  const isThere = ({ protocol, port }: Pick<PodListener, 'protocol' | 'port'>): boolean =>
    before.listeners.some((each) => each.port === port && each.protocol === protocol);
  const more = told.flatMap((owner) =>
    portsOf(owner, pod)
      .filter((each) => !isThere(each))
      .flatMap((each) => boundListeners(owner, pod, each)),
  );
  const listensEverywhere = before.listensEverywhere && !told.every(saysAll);
  return { listeners: [...listeners, ...more], listensEverywhere };
}

/** Its process listens: it declares no port, or one that is open. */
function isUp(
  { name }: ToldContainer,
  { containers }: Pick<ClusterPod, 'containers'>,
  { listeners, listensEverywhere }: Listening,
): boolean {
  const ports = containers.find((each) => each.name === name)?.ports ?? [];
  if (ports.length === 0) return listeners.length > 0 || listensEverywhere;
  return listeners.some(({ container }) => container === name);
}

const tellsPort = ({ hints }: ToldContainer, { port, protocol }: Pick<PodListener, 'port' | 'protocol'>): boolean =>
  hints.some((hint) => hint.port === port && hint.protocol === protocol);

/** Each once. */
function portsOf(
  owner: ToldContainer,
  pod: Pick<ClusterPod, 'ips'>,
): readonly Pick<PodListener, 'protocol' | 'port'>[] {
  const ports = sureHints(owner, pod).map(({ protocol, port }) => [`${protocol} ${port}`, { protocol, port }] as const);
  return [...new Map(ports).values()];
}

/** Empty: the container is not told of the port, or not surely. */
function boundListeners(
  owner: ToldContainer,
  pod: Pick<ClusterPod, 'ips'>,
  { protocol, port }: Pick<PodListener, 'protocol' | 'port'>,
): readonly BoundListener[] {
  const hints = sureHints(owner, pod).filter((hint) => hint.port === port && hint.protocol === protocol);
  const listener = { protocol, port, container: owner.name };
  if (hints.length === 0) return [];
  const bounds = hints.map(({ host, zero }) => (host === '0.0.0.0' && zero !== 'IPV4' ? 'ANY' : boundTo(host)));
  if (bounds.includes('ANY')) return [listener];
  const ips = bounds.flatMap((bound) => (typeof bound === 'string' || bound === undefined ? [] : bound));
  return [
    ...(bounds.includes('ANY_IPV4') ? [{ ...listener, family: 4 as const }] : []),
    ...(ips.length > 0 ? [{ ...listener, ips }] : []),
  ];
}

/** Whether a process that is bound so takes what is sent to the address. */
export function takes({ ips, family }: Pick<BoundListener, 'ips' | 'family'>, ip: Ip): boolean {
  return ips === undefined ? family === undefined || family === ipFamily(ip) : ips.includes(ip);
}
