import {
  saysAll,
  type SureHint,
  sureHints,
  takes,
  toldContainers,
  toldListening,
} from '../../kubernetes/listening/told-listeners.ts';
import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { type Ip, ipFamily, type Port } from '../../net/ip.ts';
import type { ToldPort } from '../outcome/cause-details.ts';
import type { Fix } from '../outcome/fix.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import { podSpecField } from './cause-place.ts';

/** A process of the pod has the port and is told to listen at another address, or family, than the one called; undefined: none is. */
export function explainOtherAddress(pod: ClusterPod, { final }: Trace): Cause | undefined {
  const { destinationIP: ip, destinationPort: port, protocol } = final;
  const bound = toldListening(pod, pod).listeners.filter((each) => each.port === port && each.protocol === protocol);
  if (bound.length === 0 || bound.some((each) => takes(each, ip))) return undefined;
  for (const container of toldContainers(pod)) {
    const hint = sureHints(container, pod).find((each) => each.port === port && each.protocol === protocol);
    if (hint === undefined) continue;
    const { object, path } = podSpecField(pod, container.path[0]);
    const at = [...path, container.path[1], ...hint.path];
    const { host, setting } = hint;
    const detail = { container: container.name, pod: namesOf(pod), protocol, port, ip, host, setting };
    const fix = listenEverywhere(hint, ip);
    const base = { code: 'LISTENS_ON_OTHER_ADDRESS', detail, object, path: at } as const;
    return fix === undefined ? base : { ...base, fix: { ...fix, object, path: at } };
  }
  return undefined;
}

/** undefined: the address does not stand there, or several times. */
function listenEverywhere({ host, text }: SureHint, ip: Ip): Fix | undefined {
  const bracketed = text.includes(`[${host}]`) ? `[${host}]` : host;
  const [before, after, ...more] = text.split(bracketed);
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  const isPortBehind = after.startsWith(':');
  const every = ipFamily(ip) === 4 ? '0.0.0.0' : isPortBehind ? '[::]' : '::';
  const word = `${before}${every}${after}`;
  return { code: 'REPLACE_LINE', detail: { was: text, line: word }, value: word };
}

/**
 * What a container says that listens on the ports it is told and on no other; empty: none of those that run does. Where nothing is known
 * to listen, as a program keeps its port to the pod itself unless it is told an address, what it is told all the same.
 */
export function toldPort(pod: ClusterPod, listens: readonly Port[]): { readonly told?: ToldPort } {
  for (const container of toldContainers(pod)) {
    const { port, setting } = container.hints.find(({ isAll, port: its }) => isAll && its !== undefined) ?? {};
    if (
      !saysAll(container) ||
      port === undefined ||
      setting === undefined ||
      (listens.length > 0 && !listens.includes(port))
    )
      continue;
    return { told: { container: container.name, port, setting } };
  }
  return {};
}
