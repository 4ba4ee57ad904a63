import { mayTellListener } from '../../kubernetes/fields/listening.ts';
import type { ClusterPod } from '../../kubernetes/model/cluster.ts';
import { type Concern, fieldsAt, listAt, textAt, textsAt } from './concern.ts';
import type { Link, Parties } from './parties.ts';

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
    for (const message of [...listening(pod, link), ...privileged(pod, link), ...rewriting(pod)]) {
      const object = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
      found.set(`${pod.namespace}/${pod.name} ${message}`, { object, message, breaks: true, mends: true });
    }
  }
  return [...found.values()];
}

const label = ({ namespace, name }: ClusterPod): string => `${namespace}/${name}`;

const containersOf = ({ object }: ClusterPod): readonly unknown[] => listAt(object, 'spec', 'containers');

/** Containers that declare the port, else all that declare none: who would listen on it. */
function listenersOf(pod: ClusterPod, port: number): readonly unknown[] {
  const declares = (container: unknown): boolean =>
    listAt(container, 'ports').some((each) => fieldsAt(each)['containerPort'] === port);
  const own = containersOf(pod).filter(declares);
  return own.length > 0 ? own : containersOf(pod);
}

function listening(pod: ClusterPod, { port, client }: Link): readonly string[] {
  return listenersOf(pod, port).flatMap((container) => {
    const settings = settingsOf(container);
    const name = textAt(container, 'name') ?? '';
    const ports = settings.flatMap((each) => each.port ?? []);
    const loopback = settings.find(
      ({ host, port: own }) => host !== undefined && LOOPBACK.test(host) && (own ?? port) === port,
    );
    if (loopback !== undefined && client.pod !== pod) {
      return [
        `Container ${name} of pod ${label(pod)} is told to listen on ${loopback.host ?? ''} (${loopback.name}): then only the pod itself reaches port ${port}. Such settings are not read.`,
      ];
    }
    const other = settings.find((each) => each.port !== undefined);
    if (other === undefined || ports.includes(port)) return [];
    return [
      `Container ${name} of pod ${label(pod)} is told to listen on port ${String(other.port)} (${other.name}), and the request goes to port ${port}. Such settings are not read.`,
    ];
  });
}

/** A port below 1024 that a process without root and without NET_BIND_SERVICE may not open. */
function privileged(pod: ClusterPod, { port }: Link): readonly string[] {
  if (port >= 1024 || pod.hostNetwork) return [];
  const ofPod = fieldsAt(pod.object, 'spec', 'securityContext');
  const opened = listAt(ofPod, 'sysctls').some(
    (each) => textAt(each, 'name') === 'net.ipv4.ip_unprivileged_port_start' && Number(textAt(each, 'value')) <= port,
  );
  if (opened) return [];
  return listenersOf(pod, port).flatMap((container) => {
    const own = fieldsAt(container, 'securityContext');
    const user = own['runAsUser'] ?? ofPod['runAsUser'];
    const nonRoot = (own['runAsNonRoot'] ?? ofPod['runAsNonRoot']) === true || (typeof user === 'number' && user > 0);
    const drops = textsAt(own, 'capabilities', 'drop').some((each) => /^(ALL|NET_BIND_SERVICE)$/i.test(each));
    const adds = textsAt(own, 'capabilities', 'add').some((each) => /^(ALL|NET_BIND_SERVICE)$/i.test(each));
    if (!nonRoot || !drops || adds) return [];
    return [
      `Container ${textAt(container, 'name') ?? ''} of pod ${label(pod)} runs without root and without NET_BIND_SERVICE: where the runtime does not open ports below 1024 to everybody, it cannot listen on port ${port}.`,
    ];
  });
}

/** An init container that rewrites the pod's own rules or routes. */
function rewriting({ object, ...pod }: ClusterPod): readonly string[] {
  return listAt(object, 'spec', 'initContainers').flatMap((container) => {
    const text = [...textsAt(container, 'command'), ...textsAt(container, 'args')].join(' ');
    const command = /\b(iptables|ip6tables|nft|ip (?:route|rule))\b/.exec(text)?.[1];
    // Those of meshes are told by their proxies.
    if (command === undefined || /^(istio-init|linkerd-init|kuma-init)$/.test(textAt(container, 'name') ?? ''))
      return [];
    return [
      `Init container ${textAt(container, 'name') ?? ''} of pod ${pod.namespace}/${pod.name} runs ${command} in the pod's network namespace, which changes where packets go there.`,
    ];
  });
}
