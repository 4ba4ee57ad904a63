import type { Cluster, ClusterPod } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { holds, records, texts } from './cilium-refusal-opinion.ts';
import type { Call, Who } from './cilium-opinion.ts';

// What docs.tigera.io calico/latest reference/resources/networkpolicy, globalnetworkpolicy and tier say of one connection, word by
// word and with nothing of the engine: tiers by their order, in each the policies by theirs, in these the rules as they stand; what
// no rule of a tier matches has the tier's default action, if one of its policies applies; what all tiers leave open passes.

type Given = Readonly<Record<string, unknown>>;
type Side = 'ingress' | 'egress';
type Labels = Readonly<Record<string, string>>;

/** `nodeIP`: by which a node calls; absent: its own address. */
type CalicoCall = Call & { readonly nodeIP?: string | undefined };

export function calicoAllows(cluster: Cluster, objects: readonly RawObject[], call: CalicoCall): boolean {
  if (call.from.is === 'pod' && call.to.is === 'pod' && call.from.pod === call.to.pod) return true;
  return (['egress', 'ingress'] as const).every((way) => side({ cluster, objects, call, way }));
}

interface Asked {
  readonly cluster: Cluster;
  readonly objects: readonly RawObject[];
  readonly call: CalicoCall;
  readonly way: Side;
}

interface Applied {
  readonly tier: string;
  readonly order: number;
  readonly name: string;
  readonly rules: readonly (readonly [string, boolean])[];
}

function side(asked: Asked): boolean {
  const { objects, call, way } = asked;
  const own = way === 'egress' ? call.from : call.to;
  if (own.is !== 'pod') return true;
  const applied = objects.flatMap((object) => {
    if (object.kind === 'NetworkPolicy' && object.apiVersion.startsWith('networking.'))
      return plain(asked, object, own.pod);
    return /^(Global)?NetworkPolicy$/.test(object.kind) ? calico(asked, object, own.pod) : [];
  });
  for (const { name, passes } of tiersOf(objects)) {
    const here = applied
      .filter(({ tier }) => tier === name)
      .sort((a, b) => (a.order === b.order ? (a.name < b.name ? -1 : 1) : a.order - b.order));
    if (here.length === 0) continue;
    const decided = here.flatMap(({ rules }) => rules).find(([action, matches]) => matches && action !== 'Log')?.[0];
    if (decided === 'Allow') return true;
    if (decided === 'Deny' || (decided === undefined && !passes)) return false;
  }
  return true;
}

function tiersOf(objects: readonly RawObject[]): readonly { readonly name: string; readonly passes: boolean }[] {
  const given = objects
    .filter(({ kind }) => kind === 'Tier')
    .map(({ metadata, spec }) => {
      const { order = Number.MAX_VALUE, defaultAction } = spec as Given;
      return { name: metadata.name, order: Number(order), passes: defaultAction === 'Pass' };
    });
  return [...given, { name: 'default', order: 1_000_000, passes: false }].sort((a, b) => a.order - b.order);
}

function typesOf(object: RawObject): readonly string[] {
  const { types, ingress, egress } = object['spec'] as Given;
  if (texts(types).length > 0) return texts(types);
  // What felix finds stored without types counts for both.
  if (object.apiVersion.startsWith('crd.')) return ['Ingress', 'Egress'];
  const [enters, leaves] = [records(ingress).length > 0, records(egress).length > 0];
  return [...(enters || !leaves ? ['Ingress'] : []), ...(leaves ? ['Egress'] : [])];
}

function calico(asked: Asked, object: RawObject, pod: ClusterPod): readonly Applied[] {
  const { way, objects, cluster } = asked;
  const given = object['spec'] as Given;
  const { namespace } = object.metadata;
  const { tier = 'default' } = given as { readonly tier?: string };
  if (!tiersOf(objects).some(({ name }) => name === tier) || isRefused(given)) return [];
  if (!typesOf(object).includes(way === 'ingress' ? 'Ingress' : 'Egress')) return [];
  if (namespace !== undefined && namespace !== pod.namespace) return [];
  const labels = labelsOf(cluster, pod);
  if (!meets(given['selector'], labels) || !meetsSpaces(given['namespaceSelector'], labels)) return [];
  const rules = records(given[way]).map((rule) => [String(rule['action']), matches(asked, rule, namespace)] as const);
  return [{ tier, order: Number(given['order'] ?? Number.MAX_VALUE), name: object.metadata.name, rules }];
}

/** Of rules that these worlds draw. */
function isRefused(given: Given): boolean {
  const text = JSON.stringify([given['ingress'], given['egress']]);
  return [...records(given['ingress']), ...records(given['egress'])].some((rule) => {
    const { source = {}, destination = {} } = rule as { source?: Given; destination?: Given };
    const [protocol, nets] = [rule['protocol'], JSON.stringify([source, destination])];
    const hasPorts = destination['ports'] !== undefined || destination['notPorts'] !== undefined;
    return (
      !['Allow', 'Deny', 'Log', 'Pass'].includes(String(rule['action'])) ||
      (hasPorts && protocol === undefined) ||
      rule['icmp'] !== undefined ||
      (rule['ipVersion'] === 6 && /ets":\["\d/.test(nets)) ||
      (rule['ipVersion'] === 6 && (protocol === 'ICMP' || rule['notProtocol'] === 'ICMP')) ||
      /app = a|"selector":"global|global\(\) \|\||90:80|fd00/.test(text) ||
      (source['services'] !== undefined && destination['services'] !== undefined)
    );
  });
}

function plain({ way, cluster, call }: Asked, object: RawObject, pod: ClusterPod): readonly Applied[] {
  const given = object['spec'] as Given;
  const { namespace, name } = object.metadata;
  const types = texts(given['policyTypes']);
  const speaks =
    types.length > 0
      ? types.includes(way === 'ingress' ? 'Ingress' : 'Egress')
      : way === 'ingress' || records(given['egress']).length > 0;
  if (namespace !== pod.namespace || !plainMeets(given['podSelector'], pod.labels) || !speaks) return [];
  const peer = way === 'ingress' ? call.from : call.to;
  const isPeer = ({ podSelector, namespaceSelector, ipBlock }: Given): boolean => {
    if (ipBlock !== undefined) {
      const { cidr, except } = ipBlock as Given;
      return (
        holds(String(cidr), addressIn(call, peer)) && !texts(except).some((part) => holds(part, addressIn(call, peer)))
      );
    }
    if (peer.is !== 'pod') return false;
    const there =
      namespaceSelector === undefined
        ? peer.pod.namespace === namespace
        : plainMeets(namespaceSelector, cluster.namespaces.get(peer.pod.namespace) ?? {});
    return there && (podSelector === undefined || plainMeets(podSelector, peer.pod.labels));
  };
  const isPort = ({ protocol = 'TCP', port, endPort }: Given): boolean => {
    if (protocol !== call.protocol) return false;
    if (port === undefined) return true;
    if (typeof port === 'string') return isNamed(port, call);
    return Number(port) <= call.port && call.port <= Number(endPort ?? port);
  };
  const rules = records(given[way]).map((rule) => {
    const [peers, ports] = [records(rule[way === 'ingress' ? 'from' : 'to']), records(rule['ports'])];
    return ['Allow', (peers.length === 0 || peers.some(isPeer)) && (ports.length === 0 || ports.some(isPort))] as const;
  });
  return [{ tier: 'default', order: 1000, name: `knp.default.${name}`, rules }];
}

function plainMeets(selector: unknown, labels: Labels): boolean {
  const { matchLabels = {}, matchExpressions } = selector as Given;
  return (
    Object.entries(matchLabels as object).every(([key, value]) => labels[key] === value) &&
    records(matchExpressions).every(({ key, operator, values }) => {
      const has = labels[key as string];
      if (operator === 'Exists') return has !== undefined;
      if (operator === 'DoesNotExist') return has === undefined;
      return (has !== undefined && texts(values).includes(has)) === (operator === 'In');
    })
  );
}

const NUMBERS: Readonly<Record<string, string>> = { '6': 'TCP', '17': 'UDP' };
const protocolOf = (given: unknown): string => NUMBERS[String(given)] ?? String(given);

/** All addresses of these worlds are of IPv4. */
function matches(asked: Asked, rule: Given, namespace: string | undefined): boolean {
  const { call } = asked;
  const { protocol, notProtocol, ipVersion, source = {}, destination = {} } = rule;
  if (ipVersion === 6) return false;
  if (protocol !== undefined && protocolOf(protocol) !== call.protocol) return false;
  if (notProtocol !== undefined && protocolOf(notProtocol) === call.protocol) return false;
  const { ports, notPorts } = destination as Given;
  const isOn = (port: unknown): boolean => {
    const [from, to = from] = String(port).split(':').map(Number);
    if (from === undefined || to === undefined || Number.isNaN(from)) return isNamed(String(port), call);
    return from <= call.port && call.port <= to;
  };
  if (Array.isArray(ports) && !ports.some(isOn)) return false;
  if (Array.isArray(notPorts) && notPorts.some(isOn)) return false;
  return isEnd(asked, source as Given, 'from', namespace) && isEnd(asked, destination as Given, 'to', namespace);
}

const isNamed = (name: string, { to, protocol, port }: Call): boolean =>
  to.is === 'pod' &&
  to.pod.containers.some(({ ports }) =>
    ports.some((each) => each.name === name && each.protocol === protocol && each.containerPort === port),
  );

/** Who calls, or is called: everything that is said of it has to hold. */
function isEnd({ cluster, objects, call }: Asked, given: Given, end: 'from' | 'to', own: string | undefined): boolean {
  const who = call[end];
  const ip = addressIn(call, who);
  const { selector, notSelector, namespaceSelector, serviceAccounts, services, nets, notNets } = given;
  const isIn = (text: string): boolean => holds(text, ip);
  if (nets !== undefined && !texts(nets).some(isIn)) return false;
  if (notNets !== undefined && texts(notNets).some(isIn)) return false;
  if (services !== undefined) {
    // By the addresses of its endpoints: what runs on a node's network has those of the node.
    const isBehind = ({ namespace, labels }: ClusterPod): boolean => namespace === 'red' && labels['app'] === 'a';
    const isListed = cluster.pods.some((pod) => isBehind(pod) && (pod.ips as readonly string[]).includes(ip));
    return isListed && (end === 'from' || (call.protocol === 'TCP' && call.port === 8080));
  }
  // Whoever has the address: a pod, or sets that hold it.
  const all: readonly Labels[] = [
    ...(who.is === 'pod' ? [labelsOf(cluster, who.pod)] : []),
    ...objects
      .filter(({ kind, spec }) => kind.endsWith('NetworkSet') && texts((spec as Given)['nets']).some(isIn))
      .map(({ metadata }) => setLabels(cluster, metadata)),
  ];
  if (notSelector !== undefined && all.some((labels) => meets(notSelector, labels))) return false;
  const isSome = [selector, notSelector, namespaceSelector, serviceAccounts].some((each) => each !== undefined);
  const onlyNot = selector === undefined && namespaceSelector === undefined && serviceAccounts === undefined;
  // A policy of all namespaces that only excludes takes everybody else; one of a namespace means its own.
  if (!isSome || (onlyNot && own === undefined)) return true;
  const names = serviceAccounts === undefined ? undefined : texts((serviceAccounts as Given)['names']);
  return all.some((labels) => {
    const there =
      namespaceSelector === undefined
        ? own === undefined || labels['projectcalico.org/namespace'] === own
        : meetsSpaces(namespaceSelector, labels);
    const isAccount = names === undefined || names.includes(labels['projectcalico.org/serviceaccount'] ?? '-');
    return there && isAccount && meets(selector, labels);
  });
}

const addressIn = ({ from, nodeIP }: CalicoCall, who: Who): string =>
  who === from && who.is === 'node' ? (nodeIP ?? addressOf(who)) : addressOf(who);

const addressOf = (who: Who): string =>
  who.is === 'world' ? who.ip : who.is === 'pod' ? (who.pod.ips[0] ?? '') : `192.168.0.${who.name.slice(-1)}`;

function spaceLabels(cluster: Cluster, namespace: string): Labels {
  const given = Object.entries(cluster.namespaces.get(namespace) ?? {}).map(([key, value]) => [`pcns.${key}`, value]);
  return {
    ...Object.fromEntries(given),
    'pcns.projectcalico.org/name': namespace,
    'projectcalico.org/namespace': namespace,
  };
}

function labelsOf(cluster: Cluster, { labels, namespace, object }: ClusterPod): Labels {
  const { serviceAccountName = 'default' } = (object as { readonly spec?: Given }).spec ?? {};
  return {
    ...spaceLabels(cluster, namespace),
    ...labels,
    'projectcalico.org/orchestrator': 'k8s',
    'projectcalico.org/serviceaccount': String(serviceAccountName),
  };
}

const setLabels = (cluster: Cluster, { labels = {}, namespace }: RawObject['metadata']): Labels => ({
  ...(namespace === undefined ? {} : spaceLabels(cluster, namespace)),
  ...labels,
});

/** `all()` is every namespace, `global()` what is in none; else the labels are those of the namespace. */
function meetsSpaces(selector: unknown, labels: Labels): boolean {
  const isIn = labels['projectcalico.org/namespace'] !== undefined;
  if (selector === undefined) return true;
  if (selector === 'all()') return isIn;
  if (selector === 'global()') return !isIn;
  const own = Object.entries(labels).flatMap(([key, value]) =>
    key.startsWith('pcns.') ? [[key.slice(5), value]] : [],
  );
  return meets(selector, Object.fromEntries(own) as Labels);
}

/** Without parentheses but those of has() and all(): alternatives of what has to hold together. */
function meets(selector: unknown, labels: Labels): boolean {
  if (selector === undefined) return true;
  return (selector as string).split('||').some((part) => part.split('&&').every((each) => isMet(each.trim(), labels)));
}

function isMet(asked: string, labels: Labels): boolean {
  if (asked.startsWith('!')) return !isMet(asked.slice(1).trim(), labels);
  if (asked === 'all()') return true;
  const has = /^has\((.*)\)$/.exec(asked)?.[1];
  if (has !== undefined) return labels[has] !== undefined;
  const [, key = '', operator = '', rest = ''] =
    /^(\S+) (==|!=|in|not in|contains|starts with|ends with) (.*)$/.exec(asked) ?? [];
  const found = labels[key];
  const values = [...rest.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  const [value = ''] = values;
  switch (operator) {
    case '!=':
      return found !== value;
    case 'not in':
      return found === undefined || !values.includes(found);
    case '==':
      return found === value;
    case 'in':
      return found !== undefined && values.includes(found);
    case 'contains':
      return found?.includes(value) === true;
    case 'starts with':
      return found?.startsWith(value) === true;
    case 'ends with':
      return found?.endsWith(value) === true;
    default:
      throw new Error(`the worlds draw no ${asked}`);
  }
}
