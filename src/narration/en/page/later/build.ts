import { formatObjectRef, type ObjectRef } from '../../../../engine/objects.ts';
import type { NameProblem } from '../../../../manifests/checks/check-details.ts';
import { NAME_FORMS } from '../../manifests/names.ts';
import { endName } from '../../phrases/names.ts';

type Ends = { readonly from: ObjectRef; readonly to: ObjectRef };

const ends = ({ from, to }: Ends): readonly [string, string] => [endName(from), endName(to)];

/** What a line is, of what it leads to: said before it is drawn, and after. */
const RELATIONS = {
  SELECTS: 'selects its pods',
  LEADS: 'sends to it',
  ATTACHES: 'belongs to it',
  RESTRICTS: 'is about its pods',
  ALLOWS: 'the policy lets it through',
} as const;

/** As the API server calls objects of a kind: "networkpolicies.networking.k8s.io". */
function resourceOf(kind: string, group: string): string {
  const one = kind.toLowerCase();
  const many = one === 'endpoints' ? one : one.replace(/(?<=[^aeiou])y$/, 'ie').replace(/s$/, 'se') + 's';
  return group === '' ? many : `${many}.${group}`;
}

const MOST_NAMED = 3;

/** The first of them, and how many more there are. */
const named = (objects: readonly string[]): string =>
  objects.length > MOST_NAMED + 1
    ? `${objects.slice(0, MOST_NAMED).join(', ')} and ${objects.length - MOST_NAMED} more`
    : objects.join(', ');

export interface PodFate {
  /** Their workload, or the Pod. */
  readonly of: string;
  readonly is: 'MOVE' | 'PEND' | 'GO';
  readonly pods: number;
  /** The nodes they move to. */
  readonly to: readonly string[];
}

function fateText(what: string, fates: readonly PodFate[], wanted: PodFate['is']): readonly string[] {
  const those = fates
    .filter(({ is }) => is === wanted)
    .map(({ of, pods, to }) =>
      [of, ...(pods > 1 ? [`×${pods}`] : []), ...(to.length > 0 ? [`to ${to.join(' and ')}`] : [])].join(' '),
    );
  return those.length === 0 ? [] : [`${what}: ${named(those)}`];
}

/** Building a cluster by hand. */
export const BUILD = {
  add: 'Add',
  close: 'Close',
  things: {
    node: { title: 'Node', about: 'A Node like the last one' },
    namespace: { title: 'Namespace', about: 'What is added while it is selected is in it' },
    deployment: { title: 'Deployment', about: 'Three pods that listen on port 80' },
    statefulset: { title: 'StatefulSet', about: 'Three pods with names of their own, and their headless Service' },
    daemonset: { title: 'DaemonSet', about: 'A pod on every node' },
    pod: { title: 'Pod', about: 'A pod of its own' },
    service: { title: 'Service', about: 'A clusterIP in front of the workload that is selected' },
    headless: { title: 'Service, headless', about: 'A name for the pods of the workload that is selected' },
    nodeport: { title: 'Service, NodePort', about: 'A port on every node, to the workload that is selected' },
    loadbalancer: { title: 'Service, LoadBalancer', about: 'An address outside, to the workload that is selected' },
    externalname: { title: 'Service, ExternalName', about: 'Another name for a host outside' },
    ingress: { title: 'Ingress', about: 'A host that leads to the Service that is selected' },
    gateway: { title: 'Gateway, HTTPRoute', about: 'A Gateway and a route to the Service that is selected' },
    policy: {
      title: 'NetworkPolicy',
      about: 'Nobody connects to the workload that is selected, until a peer is allowed',
    },
    client: { title: 'Client outside', about: 'Asks for what is open to the internet' },
  },
  added: (object: string) => `${object} is on the board`,
  inPlaceOf: (object: string, assumed: readonly string[]) =>
    assumed.length === 1
      ? `${object} stands in place of ${named(assumed)}, which was assumed as long as the board had no Node of its own`
      : `${object} stands in place of ${named(assumed)}, which were assumed as long as the board had no Node of its own`,
  asks: (to: string) => `A client outside asks for ${to}`,
  nothingOpen: 'Nothing is open to the internet yet: add an Ingress, a Gateway or a Service with an address outside.',
  menu: (object: string) => `What can be done to ${object}`,
  boardMenu: 'What can be done on the board',
  paste: 'Paste',
  nothingToPaste: 'Nothing is in the clipboard.',
  pasteByKeys: 'The browser keeps the clipboard from this page: press Ctrl+V.',
  selectAll: 'Select all',
  fit: 'Fit view',
  rename: 'Rename',
  renameTo: (object: string) => `Rename ${object}`,
  name: 'Name',
  namesLeft: (object: string, by: readonly string[]) =>
    `The old name of ${object} stands in the command, arguments or environment of ${named(by)}: it is not changed there.`,
  duplicate: 'Duplicate',
  duplicateIt: (object: string) => `Duplicate ${object}`,
  copy: 'Copy',
  copyIt: (object: string) => `Copy ${object}`,
  scale: 'Scale …',
  scaleIt: (object: string) => `Scale ${object} …`,
  yaml: 'Edit as YAML',
  yamlOfIt: (object: string) => `Edit ${object} as YAML`,
  delete: 'Delete',
  deletePod: 'Delete the pod',
  deleteIt: (object: string) => `Delete ${object}`,
  more: 'More',
  connect: {
    begin: 'Connect',
    title: (from: string) => `Connect ${from} to`,
    find: 'Find by name',
    hint: 'Click what it leads to on the board, or choose it here. What is dim cannot be: click it to be told why.',
    told: (to: string, what: string) => `${to}: ${what}`,
    none: 'Nothing of this name can be connected.',
    relations: RELATIONS,
    asks: (to: string) => `asks for ${to}`,
    more: (others: number) => `${others} more: type a part of the name.`,
    done: (relation: keyof typeof RELATIONS, of: Ends) => `${ends(of).join(' → ')}: ${RELATIONS[relation]}`,
    refusals: {
      SAME: () => 'It is the same thing.',
      NOT_AN_OBJECT: ({ object }: { readonly object: ObjectRef }) =>
        `Nobody wrote ${formatObjectRef(object)}: a controller made it, or it was assumed.`,
      NOTHING_BETWEEN: (of: Ends) => `Nothing leads from ${ends(of)[0]} to ${ends(of)[1]}.`,
      OTHER_WAY: (of: Ends) => `It goes the other way: draw from ${ends(of)[1]} to ${ends(of)[0]}.`,
      OTHER_NAMESPACE: (of: Ends) => `${ends(of)[1]} is in another namespace than ${ends(of)[0]}.`,
      ALREADY: (of: Ends) => `${ends(of)[0]} and ${ends(of)[1]} are connected so already.`,
      THROUGH_SERVICE: (of: Ends) => `${ends(of)[0]} sends to Services: draw to one in front of ${ends(of)[1]}.`,
      NAMES_OUTSIDE: ({ service }: { readonly service: ObjectRef }) =>
        `${formatObjectRef(service)} is of type ExternalName: it is a name for a host outside, and has no pods.`,
      ENDPOINTS_GIVEN: ({ service, by }: { readonly service: ObjectRef; readonly by: ObjectRef }) =>
        `The endpoints of ${formatObjectRef(service)} are those of ${formatObjectRef(by)}: delete that first.`,
      NO_LISTENER: ({ gateway, kind }: { readonly gateway: ObjectRef; readonly kind: string }) =>
        `No listener of ${formatObjectRef(gateway)} takes a route of kind ${kind}.`,
      NOT_OPEN: ({ to }: { readonly to: ObjectRef }) => `Nothing on ${formatObjectRef(to)} can be asked from there.`,
    },
  },
  deleted: (objects: readonly string[], others: readonly string[]) => {
    const [what, it] = objects.length === 1 ? [`${named(objects)} is`, 'it'] : [`${named(objects)} are`, 'them'];
    return `${what} deleted${others.length === 0 ? '' : `, and with ${it} ${named(others)}`}`;
  },
  /** After what was deleted: nodes that stand on the board now, though nobody wrote them. */
  assumedNow: (nodes: readonly string[]) =>
    `${named(nodes)} ${nodes.length === 1 ? 'is' : 'are'} assumed from now on, as pods need ${nodes.length === 1 ? 'it' : 'them'}`,
  /** After what was deleted: what becomes of pods whose nodes are gone, a sentence each. */
  fates: (fates: readonly PodFate[]): readonly string[] => [
    ...fateText('Pods move to other nodes', fates, 'MOVE'),
    ...fateText('No node takes these, which become Pending', fates, 'PEND'),
    ...fateText('Pods that go with their node', fates, 'GO'),
  ],
  duplicated: (object: string, copy: string) => `${copy} is a copy of ${object}`,
  duplicatedSeveral: (count: number, copies: readonly string[]) => `Copies of ${count} objects: ${named(copies)}`,
  selection: {
    title: 'Selection',
    selected: (count: number) => `${count} selected`,
    left: 'Align left',
    top: 'Align top',
    across: 'Distribute horizontally',
    down: 'Distribute vertically',
    copy: 'Copy as YAML',
    clear: 'Clear the selection',
    gather: 'Select several',
    tapOrFrame: 'Tap things, or draw a frame around them.',
  },
  copied: (objects: readonly string[], secrets: number) =>
    `Copied as YAML: ${named(objects)}${secrets === 0 ? '' : '. Secrets are left out, as their data is not kept.'}`,
  notCopied: 'The browser does not let this page use the clipboard.',
  pasted: (objects: readonly string[]) => `Pasted: ${named(objects)}`,
  notAnObject: 'A controller made it: change what it is made of.',
  /** Why it cannot be called so, in the API server's words. */
  nameProblem: (problem: NameProblem) => {
    if (problem.is === 'TAKEN') return `${resourceOf(problem.kind, problem.group)} "${problem.name}" already exists.`;
    if (problem.name === '') return 'metadata.name: Required value: name or generateName is required.';
    const why =
      problem.most === undefined ? NAME_FORMS[problem.form] : `must be no more than ${problem.most} characters`;
    return `metadata.name: Invalid value: "${problem.name}": ${why}.`;
  },
  nothingSo: 'Nothing that can be added is called so.',
  at: (object: string) => `at ${object}`,
};
