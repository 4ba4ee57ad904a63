import { mayTellListener } from '../../kubernetes/projection/listening.ts';
import type { ClusterPod } from '../../kubernetes/model/cluster.ts';
import type { Coded } from '../../kubernetes/tools/coded.ts';
import { factKey } from '../../kubernetes/tools/fact-key.ts';
import { namesOf } from '../outcome/named.ts';
import type { NotConsideredDetails } from '../outcome/not-considered.ts';
import { type Concern, fieldsAt, listAt, textAt, textsAt } from './parties/concern.ts';
import type { Link, Parties } from './parties/parties.ts';

/** A flag or variable that tells a process where to listen. */
interface Setting {
  readonly name: string;
  readonly host?: string;
  readonly port?: number;
}

/** Reads "8080", ":8080", "0.0.0.0:8080", "[::]:8080", "localhost", "tcp://0.0.0.0:80". */
function readAddress(value: string): Omit<Setting, 'name'> | undefined {
  const text = value
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/.*$/, '');
  if (/^\d{1,5}$/.test(text)) return { port: Number(text) };
  const match = /^(\[[0-9a-f:]*\]|[\w.*-]*):(\d{1,5})$/i.exec(text);
  if (match !== null) return { host: match[1] ?? '', port: Number(match[2]) };
  return /^(localhost|[\d.]+|::1?)$/.test(text) ? { host: text } : undefined;
}

function settingsOf(container: unknown): readonly Setting[] {
  const words = [...textsAt(container, 'command'), ...textsAt(container, 'args')].flatMap((each) => each.split(/\s+/));
  const flags = words.flatMap((word, index): readonly Setting[] => {
    const match = /^--?([\w.-]+?)(?:=(.*))?$/.exec(word);
    const [, name = '', value = words[index + 1] ?? ''] = match ?? [];
    const isFlag = match !== null && (name === 'p' || mayTellListener(name));
    const read = isFlag ? readAddress(value) : undefined;
    return read === undefined ? [] : [{ name: word.replace(/=.*/, ''), ...read }];
  });
  const variables = listAt(container, 'env').flatMap((variable): readonly Setting[] => {
    const name = textAt(variable, 'name') ?? '';
    const read = mayTellListener(name) ? readAddress(textAt(variable, 'value') ?? '') : undefined;
    return read === undefined ? [] : [{ name, ...read }];
  });
  return [...flags, ...variables];
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;

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

function listening(pod: ClusterPod, { port, client }: Link): readonly Said[] {
  return listenersOf(pod, port).flatMap((container): readonly Said[] => {
    const settings = settingsOf(container);
    const of = { container: textAt(container, 'name') ?? '', pod: namesOf(pod), port };
    const ports = settings.flatMap((each) => each.port ?? []);
    const loopback = settings.find(
      ({ host, port: own }) => host !== undefined && LOOPBACK.test(host) && (own ?? port) === port,
    );
    if (loopback !== undefined && client.pod !== pod) {
      const detail = { ...of, host: loopback.host ?? '', setting: loopback.name };
      return [{ code: 'TOLD_TO_LISTEN_ON_LOOPBACK', detail }];
    }
    const other = settings.find((each) => each.port !== undefined);
    if (other?.port === undefined || ports.includes(port)) return [];
    return [{ code: 'TOLD_TO_LISTEN_ELSEWHERE', detail: { ...of, told: other.port, setting: other.name } }];
  });
}

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
