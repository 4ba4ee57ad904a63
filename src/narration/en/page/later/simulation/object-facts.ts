import { shownCheckText, TARGET_KINDS, targetText, UNKNOWN_ANSWER } from '../../../phrases/health-checks.ts';
import { selectorText } from '../../../phrases/selectors.ts';

/** What the cluster makes of a policy, Gateway or route, and what load balancers send to. */
export const OBJECT_FACTS = {
  selector: selectorText,
  policy: {
    selects: 'selects',
    isolates: 'isolates',
    tier: 'tier',
    tierOf: (tier: string, priority: number) => `${tier}, priority ${priority}`,
    orderIn: (tier: string, order: number | undefined) =>
      order === undefined ? `${tier}, without an order: last` : `${tier}, order ${order}`,
    enforced: 'enforced',
    ignored: 'no: the pod network ignores policies',
    pods: (count: number) => `Pods it selects (${count})`,
    noAddress: 'no address',
    rules: { ingress: 'Ingress rules', egress: 'Egress rules' },
    allowed: 'allowed',
    rule: (action: string, name: string) => `${action.toLowerCase()} ${name}`,
    unnamedRule: (action: string, number: number) => `${action.toLowerCase()} (rule ${number})`,
    end: { ingress: (peer: string) => `from ${peer}`, egress: (peer: string) => `to ${peer}` },
    everyPort: 'on every port',
    ports: (ports: readonly string[]) => `on ${ports.join(', ')}`,
    namedPort: (name: string) => `port “${name}”`,
  },
  /** Whom a rule names. */
  peer: {
    everyPod: 'every pod',
    podsWith: (selector: string) => `pods with ${selector}`,
    ofNamespace: (pods: string, namespace: string) => `${pods} of namespace ${namespace}`,
    ofEveryNamespace: (pods: string) => `${pods} of every namespace`,
    ofNamespacesWith: (pods: string, selector: string) => `${pods} of namespaces with ${selector}`,
    block: (cidr: string, except: readonly string[]) => [cidr, ...except.map((part) => `except ${part}`)].join(' '),
    everyNode: 'every node',
    nodesWith: (selector: string) => `nodes with ${selector}`,
    services: (which: string, namespace: string | undefined) =>
      `what is behind Service ${which}${namespace === undefined ? '' : ` of namespace ${namespace}`}`,
    entity: (name: string) => `entity ${name}`,
    identity: (selector: string) => `whoever is no pod and has ${selector}`,
    nobody: 'nobody',
    everybody: 'everybody',
  },
  /** Of load balancers in front of the cluster. */
  targets: {
    title: (service: string | undefined, port: number) =>
      service === undefined ? `Targets of port ${port}` : `Targets of ${service}:${port}`,
    calls: 'calls',
    kinds: TARGET_KINDS,
    check: 'health check',
    checked: shownCheckText,
    state: targetText,
    notKnown: 'not known',
    unknownAnswer: UNKNOWN_ANSWER,
    none: 'no target',
  },
  gateway: {
    addresses: 'addresses',
    servedBy: 'served by',
    notServed: 'no controller serves it',
    conditions: 'Conditions',
    listener: (name: string) => `Listener ${name}`,
    takes: 'takes',
    hostname: 'hostname',
    everyHost: 'every host',
    routes: 'routes',
    attached: (routes: number) => `${routes} attached`,
  },
  route: {
    hostnames: 'hostnames',
    ofListener: 'those of the listener',
    rule: (number: number) => `Rule ${number}`,
    attachedTo: (parent: string, listener: string | undefined) =>
      `Attached to ${parent}${listener === undefined ? '' : `, listener ${listener}`}`,
    matches: 'matches',
    everything: 'everything',
    filters: 'filters',
    backends: 'backends',
    port: (port: number) => `port ${port}`,
  },
};
