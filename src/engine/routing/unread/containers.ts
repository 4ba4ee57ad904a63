import type { ListeningHint } from '../../kubernetes/listening/listening-hint.ts';
import { saysAll, sureHints, toldContainers } from '../../kubernetes/listening/told-listeners.ts';
import { isLoopbackHost } from '../../kubernetes/listening/told-address.ts';
import { ipFamily } from '../../net/ip.ts';
import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Coded } from '../../kubernetes/tools/coded.ts';
import { factKey } from '../../kubernetes/tools/fact-key.ts';
import { namesOf } from '../outcome/named.ts';
import type { NotConsideredDetails } from '../outcome/not-considered.ts';
import { type Concern, fieldsAt, listAt, textAt, textsAt } from './parties/concern.ts';
import type { Link, Parties } from './parties/parties.ts';

/** Settings of the containers of a destination by which its processes listen elsewhere than the walk takes them to. */
export function containerConcerns({ links }: Parties): readonly Concern[] {
  const found = new Map<string, Concern>();
  for (const link of links) {
    const { pod } = link.server;
    if (pod === undefined || link.protocol === 'ICMP') continue;
    for (const what of [...listening(pod, link), ...privileged(pod, link), ...rewriting(pod)]) {
      const object = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
      found.set(factKey(what), { object, ...what, breaks: true, mends: true });
    }
  }
  return [...found.values()];
}

type Said = Coded<NotConsideredDetails>;

const containersOf = ({ object }: ClusterPod): readonly unknown[] => listAt(object, 'spec', 'containers');

/** Containers that declare the port, else all that declare none: who would listen on it. */
function listenersOf(pod: ClusterPod, port: number): readonly unknown[] {
  const declares = (container: unknown): boolean =>
    listAt(container, 'ports').some((each) => fieldsAt(each)['containerPort'] === port);
  const own = containersOf(pod).filter(declares);
  return own.length > 0 ? own : containersOf(pod);
}

/** What the walk does not go by, as it may mean something else: names of no known program, and where one listens unless told. */
function listening(pod: ClusterPod, { port, protocol, client, ip }: Link): readonly Said[] {
  const all = toldContainers(pod);
  const declaring = new Set(listenersOf(pod, port).map((container) => textAt(container, 'name')));
  return all.flatMap((container): readonly Said[] => {
    const isSaid = (hint: ListeningHint): boolean => (hint.port ?? port) === port && hint.protocol === protocol;
    const sure = sureHints(container, pod).filter(isSaid);
    const may = sure.length > 0 || !declaring.has(container.name) ? [] : container.hints;
    const of = { container: container.name, pod: namesOf(pod), port };
    const loopback = may.find((hint) => isSaid(hint) && !isPortless(hint) && isLoopbackHost(hint.host ?? ''));
    if (loopback !== undefined && client.pod !== pod) {
      const { host = '', setting, usualOf } = loopback;
      const detail = { ...of, host, setting, ...(usualOf === undefined ? {} : { usualOf }) };
      return [{ code: 'TOLD_TO_LISTEN_ON_LOOPBACK', detail }];
    }
    const zero = [...sure, ...may].find(({ host, zero: means }) => host === '0.0.0.0' && means === 'NOT_KNOWN');
    if (zero !== undefined && ipFamily(ip) === 6) {
      return [{ code: 'TOLD_TO_LISTEN_ON_IPV4', detail: { ...of, setting: zero.setting } }];
    }
    const ports = may.filter((hint) => hint.port !== undefined && !hint.isAside);
    const [other] = ports;
    if (other?.port === undefined || saysAll(container) || ports.some(isSaid)) return [];
    return [{ code: 'TOLD_TO_LISTEN_ELSEWHERE', detail: { ...of, told: other.port, setting: other.setting } }];
  });
}

/** Of a port that is not for clients, and it is not said which. */
const isPortless = ({ port, isAside }: ListeningHint): boolean => port === undefined && isAside;

/** A port below 1024 that a process without root and without NET_BIND_SERVICE may not open. */
function privileged(pod: ClusterPod, { port }: Link): readonly Said[] {
  if (port >= 1024 || pod.hostNetwork) return [];
  const ofPod = fieldsAt(pod.object, 'spec', 'securityContext');
  const opened = listAt(ofPod, 'sysctls').some(
    (each) => textAt(each, 'name') === 'net.ipv4.ip_unprivileged_port_start' && Number(textAt(each, 'value')) <= port,
  );
  if (opened) return [];
  return listenersOf(pod, port).flatMap((container): readonly Said[] => {
    const own = fieldsAt(container, 'securityContext');
    const user = own['runAsUser'] ?? ofPod['runAsUser'];
    const nonRoot = (own['runAsNonRoot'] ?? ofPod['runAsNonRoot']) === true || (typeof user === 'number' && user > 0);
    const drops = textsAt(own, 'capabilities', 'drop').some((each) => /^(ALL|NET_BIND_SERVICE)$/i.test(each));
    const adds = textsAt(own, 'capabilities', 'add').some((each) => /^(ALL|NET_BIND_SERVICE)$/i.test(each));
    if (!nonRoot || !drops || adds) return [];
    const detail = { container: textAt(container, 'name') ?? '', pod: namesOf(pod), port };
    return [{ code: 'PORT_NEEDS_PRIVILEGE', detail }];
  });
}

/** An init container that rewrites the pod's own rules or routes. */
function rewriting({ object, ...pod }: ClusterPod): readonly Said[] {
  return listAt(object, 'spec', 'initContainers').flatMap((container): readonly Said[] => {
    const text = [...textsAt(container, 'command'), ...textsAt(container, 'args')].join(' ');
    const command = /\b(iptables|ip6tables|nft|ip (?:route|rule))\b/.exec(text)?.[1];
    // Those of meshes are told by their proxies.
    if (command === undefined || /^(istio-init|linkerd-init|kuma-init)$/.test(textAt(container, 'name') ?? ''))
      return [];
    const detail = { container: textAt(container, 'name') ?? '', pod: namesOf(pod), command };
    return [{ code: 'RULES_REWRITTEN', detail }];
  });
}
