import type { Environment } from '../../../../engine/objects.ts';
import type { Parts } from '../../../parts.ts';
import { ENVIRONMENTS } from '../../phrases/machines.ts';
import { ROUTER_NAMES } from '../../phrases/places.ts';

/** What is read of the board later: entry points, marks, the filter, what was moved. */
export const CANVAS = {
  empty: {
    title: 'Nothing on the board yet',
    drop: <Node>(code: (text: string) => Node): Parts<Node> => [
      'Draw a cluster: add nodes, workloads and Services. Or drop or paste Kubernetes manifests, as YAML or JSON, such as the output of ',
      code('kubectl get -o yaml'),
      '. They stay in this browser.',
    ],
    add: 'Add something',
    begin: 'Begin with nodes',
    example: 'Choose an example',
    open: 'Open a file or paste YAML',
  },
  /** For one that somebody looked for, all are shown. */
  systemShown: { told: 'Objects of the system are shown.', hide: 'Hide them again' },
  /** Of a workload without pods: why it has none. */
  idle: {
    SCALED_TO_NONE: '0 pods: scaled to 0',
    NO_NODE: '0 pods: no node takes it',
    SUSPENDED: '0 pods: suspended',
    DONE: '0 pods: it is done',
    FAILED: '0 pods: it failed',
    ASTRAY: '0 pods: labels do not match',
    MISSING: '0 pods: none was made yet',
    UNKNOWN: '0 pods',
  },
  filter: {
    title: 'Filter the board',
    namespace: 'Namespace',
    kind: 'Kind',
    label: 'Label',
    all: 'all',
    showAll: 'Show all',
    hidden: (objects: number) => `${objects} hidden by the filter`,
    foldAll: 'Fold all',
    unfoldAll: 'Unfold all',
    close: 'Close',
  },
  entries: {
    router: ROUTER_NAMES.none,
    loadBalancer: 'Load balancer',
    machine: 'Your machine',
    runs: (environment: Environment) => `runs ${ENVIRONMENTS[environment]}`,
    door: (ports: number) => (ports === 1 ? 'port' : 'ports'),
    ports: (ports: string) => `Ports published on the machine: ${ports}`,
    bridge: ROUTER_NAMES.LINK,
    virtualMachine: ROUTER_NAMES.VM,
    tls: (hosts: string) => `TLS for ${hosts}`,
    more: (lines: number) => `+${lines} more`,
    noRules: 'no rules',
    noBackend: (host: string) => `${host} → no backend`,
    lacks: { route: 'no route attached', admission: 'not admitted by its router' },
  },
  policies: {
    guards: { both: 'ingress and egress', ingress: 'ingress', egress: 'egress' },
    limited: (what: string, policies: string) => `${what} limited by NetworkPolicy ${policies}`,
    ignored: (policies: string) => `NetworkPolicy ${policies} selects it, but nobody enforces policies here`,
  },
  notConsidered: (objects: string) => `not considered here: ${objects}`,
  errors: (count: number) => (count === 1 ? '1 error' : `${count} errors`),
  warnings: (count: number) => (count === 1 ? '1 warning' : `${count} warnings`),
  move: {
    staysWhereItIs: 'it stays where it is',
    needsNode: (pod: string) =>
      `A pod runs on a node: ${pod} stays where it is. Drop it on another node to have it run there.`,
    refused: {
      NODE_SELECTOR: 'the node has not the labels of its nodeSelector',
      NODE_AFFINITY: 'the node has not the labels that its node affinity requires',
      ANOTHER_NODES: 'a DaemonSet has one pod on each of its nodes, and this pod belongs to its own',
      taint: (key: string, value: string) =>
        `it does not tolerate the node’s taint ${key}${value === '' ? '' : `=${value}`}`,
    },
    doesNotRun: (pod: string, node: string, why: string) => `${pod} does not run on ${node}: ${why}`,
    moved: (pod: string, node: string, addresses: string) =>
      `Pods never move: a new one takes the place of ${pod} on ${node}, and keeps its name here: ${addresses}`,
    more: (others: number) => `, and ${others} more`,
    held: (things: number) =>
      `The edge of its node keeps ${things === 1 ? 'one of them' : `${things} of them`} from that place: pods stay inside.`,
    keeps: (address: string) => `keeps ${address}`,
    noAddress: 'no address',
  },
};
