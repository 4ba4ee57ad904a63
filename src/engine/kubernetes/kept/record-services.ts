import { type Ip, ipFamily, type Port } from '../../net/ip.ts';
import type { AddressAsk } from '../matching/service-asks.ts';
import type { Allocation } from '../cluster/allocation.ts';
import { objectKey } from '../model/object.ts';
import type { ServiceAddresses } from '../services/service-ips.ts';
import { type Entry, isToSay, type Made, type Writing } from './writing.ts';

interface Served {
  readonly ask: AddressAsk;
  readonly own: ServiceAddresses;
}

/** What Services were given that they do not state. */
export function recordServices(writing: Writing): readonly Entry[] {
  const { was, now, old, all } = writing;
  const isSaid = Object.keys(old).some((key) => key.startsWith('Service/'));
  if (was.services.allocated.result === now.services.allocated.result && !isSaid && !all) return [];
  const before = servicesOf(was);
  return [...servicesOf(now)].flatMap(([key, after]) => {
    const known = before.get(key);
    const entry = known && entryOf(writing, key, known, after);
    return entry === undefined || Object.keys(entry).length === 0 ? [] : [[key, entry] as const];
  });
}

function servicesOf({ services: { asks, allocated } }: Made): ReadonlyMap<string, Served> {
  const all = asks.results.map((ask, at) => [objectKey(ask.ref), { ask, own: allocated.result[at] }] as const);
  return new Map(all.filter((each): each is readonly [string, Served] => each[1].own !== undefined));
}

function entryOf(writing: Writing, key: string, before: Served, after: Served): Allocation {
  const { old } = writing;
  const said = old[key];
  const { invented } = after.own;
  if (invented === undefined) return {};
  const keeps = <T>(slot: string, was: T | undefined, now: T, told: T | undefined): was is T =>
    was !== undefined && isToSay<T>(writing, `${key} ${slot}`, { was, now, said: told });
  const ips = invented.clusterIPs.flatMap((now): readonly Ip[] => {
    const family = ipFamily(now);
    const inFamily = (list: readonly Ip[] = []): Ip | undefined => list.find((ip) => ipFamily(ip) === family);
    const ip = inFamily(before.own.clusterIPs);
    return keeps(`ip${family}`, ip, now, inFamily(said?.ips)) ? [ip] : [];
  });
  const ports = portsBefore(before);
  const nodePorts = after.ask.ports.map(({ port }, at): Port => {
    const now = after.own.nodePorts[at];
    const had = ports.get(port);
    if (now === undefined || !invented.nodePorts.includes(now)) return 0;
    return keeps(`port ${port}`, had, now, said?.nodePorts?.[at] || undefined) ? had : 0;
  });
  const health = before.own.healthCheckNodePort;
  const nowHealth = after.own.healthCheckNodePort;
  const keepsHealth =
    nowHealth !== undefined &&
    invented.nodePorts.includes(nowHealth) &&
    keeps('health', health, nowHealth, said?.healthCheckNodePort);
  const balanced = before.own.invented?.loadBalancerIPs ?? [];
  const keepsBalancer =
    balanced.length > 0 &&
    invented.loadBalancerIPs.length > 0 &&
    keeps('balancer', `${balanced}`, `${invented.loadBalancerIPs}`, said?.balancerIPs && `${said.balancerIPs}`);
  return {
    ...(ips.length > 0 && { ips }),
    ...(nodePorts.some((port) => port !== 0) && { nodePorts }),
    ...(keepsHealth && { healthCheckNodePort: health as Port }),
    ...(keepsBalancer && { balancerIPs: balanced }),
  };
}

/** Node ports by the ports they are of. */
const portsBefore = ({ ask, own }: Served): ReadonlyMap<Port, Port> =>
  new Map(
    ask.ports.flatMap(({ port }, at) => {
      const nodePort = own.nodePorts[at];
      return nodePort === undefined ? [] : [[port, nodePort] as const];
    }),
  );
