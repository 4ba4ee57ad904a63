import { unenforcedText } from '../../phrases/policies.ts';
import type { Parts } from '../../../parts.ts';

const ports = (list: string): string => list.replaceAll(',', ', ');

/** Who can connect to whom: the matrix, its filters, and what is to be said of a pair. */
export const REACH = {
  title: 'Reachability',
  notEnforced: (cni: string, option: string | undefined) => `${unenforcedText(cni, option)}: they limit nothing.`,
  asked: 'Who reaches whom is not told while a question is open: it could answer it.',
  showAnyway: 'Show it all the same',
  pair: 'Pair',
  from: 'From',
  to: 'To',
  everyNamespace: 'every namespace',
  onlyDifferences: 'Only what differs',
  noWorkloads: 'No workloads on the board.',
  looking: 'Looking at every pair …',
  nothingDiffersHere: 'Nothing differs here.',
  grid: {
    title: 'What policies allow',
    to: 'to ↗',
    from: 'from ↓',
    states: { all: 'all', some: 'some', none: 'no', skipped: '' },
    ports,
    cell: (from: string, to: string, what: string) => `${from} to ${to}: ${what}`,
    some: (list: string) => `some, ${list}`,
    before: (what: string, before: string) => `${what}, before ${before}`,
    notKnown: (what: string) => `${what}, not known: what is not read could change it`,
  },
  peers: {
    ingressController: 'Ingress controller',
    theIngressController: 'the ingress controller',
    forWhat: 'for Ingresses and Gateways',
    upTo: (last: string) => `to ${last}`,
  },
  notLookedAt: 'not looked at',
  legend: {
    all: 'every port',
    some: 'some ports',
    none: 'no port',
    added: 'added',
    removed: 'removed',
    changed: 'changed',
    about: 'What policies allow. Whether something answers there, a walk shows.',
  },
  compare: {
    title: 'Compare with',
    nothing: 'Nothing',
    edit: 'Before the last edit',
    aboutEdit: (edit: string) => `The last edit: ${edit}`,
    file: 'A file',
    aboutFile: 'Choose manifests, or drop them here',
    files: 'Files to compare with',
    count: (files: number) => `${files} files`,
    notReadable: 'The file can’t be read.',
  },
  changes: {
    title: 'Differences',
    comparing: 'Comparing …',
    none: 'Nothing differs',
    count: (added: number, removed: number, changed: number) =>
      `${added} added, ${removed} removed, ${changed} changed`,
    more: (count: number) => `and ${count} more`,
    becomes: 'becomes',
  },
  leadsTo: 'to',
  itself: 'A workload and itself.',
  outside: 'Neither end is in the cluster.',
  before: (what: string) => `before: ${what}`,
  noRequest: (why: string) => `No request can be sent between them: ${why}.`,
  walkIt: 'Walk it',
  send: (url: string) => `Send ${url}`,
  why: {
    noIngress: 'no Ingress or Gateway on the board leads there',
    noAddress: 'one end has no address',
    noPods: (workload: string) => `${workload} has no pods`,
  },
  port: 'Port',
  allowed: 'allowed',
  notAllowed: 'not allowed',
  sides: { egress: 'egress', ingress: 'ingress' },
  sideOf: {
    egress: <Node>(whose: Node): Parts<Node> => ['Egress of ', whose],
    ingress: <Node>(whose: Node): Parts<Node> => ['Ingress of ', whose],
  },
  open: (policy: string) => `Open ${policy}`,
  decisions: {
    noPolicy: (direction: 'ingress' | 'egress', whose: string) => `No policy limits the ${direction} of ${whose}.`,
    noneEnforced: (direction: 'ingress' | 'egress', whose: string) =>
      `No policy is enforced, so none limits the ${direction} of ${whose}.`,
    isolated: (policies: readonly string[], whose: string, direction: 'ingress' | 'egress') =>
      `${policies.join(' and ')} ${policies.length === 1 ? 'selects' : 'select'} ${whose}, and no ${direction} rule allows this.`,
    allows: (policy: string, rule: string) => `${policy} allows this by ${rule}.`,
    denies: (policy: string, rule: string) => `${policy} denies this by ${rule}.`,
  },
  doubts: {
    title: 'Not considered',
    /** The objects that are not read stand in between. */
    ofPair: <Node>(objects: readonly Node[]): Parts<Node> => [
      'Not known: ',
      ...objects,
      objects.length === 1 ? 'is not read.' : 'are not read.',
    ],
    ofTable: <Node>(objects: readonly Node[], more: number): Parts<Node> => [
      'Not known: ',
      ...objects.flatMap((object, index) => (index === 0 ? [object] : [', ', object])),
      more > 0 ? ` and ${more} more` : '',
      objects.length + more === 1
        ? ' is not read and could change these pairs. What is shown is without it.'
        : ' are not read and could change these pairs. What is shown is without them.',
    ],
  },
};
