import { formatObjectRef, type ObjectRef } from '../../../../engine/objects.ts';
import type { Outcome } from '../../../../engine/outcomes.ts';
import { formatPath } from '../../../../engine/text.ts';

export interface Pods {
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expect: 'succeeds' | 'fails' | number;
  readonly by: readonly ObjectRef[];
  readonly each: boolean;
  readonly ownAddress: boolean;
}

export interface Access {
  readonly to: Pods;
  readonly only: readonly Pods[];
  readonly protocol: string;
  readonly port: number;
}

/** "a", "a and b", "a, b and c" */
const listed = (items: readonly string[], word: 'and' | 'or'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;

const ENDS: Readonly<Record<Outcome['disposition'], string>> = {
  ACCEPTED: 'it is answered without an HTTP status',
  EXITS_NETWORK: 'it leaves the cluster',
  REFUSED: 'the connection is refused',
  REJECTED: 'the connection is refused',
  DROPPED: 'nothing answers',
  NO_ROUTE: 'nothing answers',
  NEIGHBOR_UNREACHABLE: 'nothing answers',
  NAME_NOT_FOUND: 'the name is not found',
  LOOP: 'nothing answers',
  INSUFFICIENT_INFO: 'it cannot be told',
};

/** A group of pods, by what they have in common. */
export const podWords = ({ namespace, labels = {} }: Pods): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? `pods of ${namespace}` : `${pairs.join(',')} of ${namespace}`;
};

/** How many pods of how many that are wanted. */
export interface Ready {
  readonly ready: number;
  readonly wanted: number;
}

const onNodes = (nodes: readonly string[] | undefined): string =>
  nodes === undefined ? '' : ` on ${listed(nodes, 'or')}`;

function expected({ expect, by, each, ownAddress }: Asked): string {
  if (expect === 'fails') return 'is not answered';
  const who = by.map(formatObjectRef);
  const sees = ownAddress ? ', which sees the client’s own address' : '';
  if (typeof expect === 'number')
    return `is answered with HTTP ${expect}${who.length === 0 ? '' : ` by ${listed(who, 'or')}`}${sees}`;
  if (who.length === 0) return `is answered${sees === '' ? '' : ', and the client’s own address is seen'}`;
  return `is answered by ${each ? `${listed(who, 'and')}, now by the one and now by the other` : listed(who, 'or')}${sees}`;
}

/** Peers of the reachability matrix: "shop/web[Pod]" is Pod shop/web. */
const peer = (label: string): string =>
  label.endsWith('[External]')
    ? 'addresses outside'
    : label.replace(/^(.+)\[(.+)\]$/, (_, name, kind) => `${kind} ${name}`);
const MOST_PEERS = 3;
const peers = (labels: readonly string[]): string => {
  const shown = labels.slice(0, MOST_PEERS).map(peer);
  const more = labels.length - shown.length;
  return listed([...shown, ...(more > 0 ? [`${more} more`] : [])], 'and');
};
const edits = (count: number): string => `${count} ${count === 1 ? 'change' : 'changes'}`;
const hints = (count: number): string => `${count} ${count === 1 ? 'hint' : 'hints'}`;

/** The goal of a board, how far it is met, and the help there is. */
export const CHALLENGE = {
  title: 'Challenge',
  goal: 'Goal',
  met: 'Met',
  notYet: 'Not yet',
  checking: 'Being checked',
  progress: (met: number, clauses: number, made: number, most: number | undefined) =>
    `${met} of ${clauses} met · ${edits(made)}${most === undefined ? '' : `, ${most} at most`}`,
  tooMany: 'That many do not count as solved: Undo, or begin again.',
  now: (what: string) => `now ${what}`,
  request: (asked: Asked) => {
    const headers = Object.entries(asked.headers).map(([name, value]) => `${name}: ${value}`);
    const method = asked.method === undefined ? '' : `${asked.method} `;
    return `${asked.from} → ${method}${asked.to}${headers.length === 0 ? '' : ` with ${headers.join(', ')}`} ${expected(asked)}`;
  },
  requestMiss: {
    cannotBeSent: 'it cannot be sent',
    silent: (who: readonly ObjectRef[]) => `${listed(who.map(formatObjectRef), 'and')} never answers`,
    ends: (disposition: Outcome['disposition']) => ENDS[disposition],
    noAnswer: 'the answer does not get back',
    status: (status: number) => `HTTP ${status}`,
    answered: (by: string | undefined) => (by === undefined ? 'it is answered' : `${by} answers`),
    unsaid: 'it is answered only if something listens of which nothing is said',
    address: (address: string) => `it comes from ${address}`,
    unknown: 'it cannot be told',
    ofWays: (what: string, missed: number, ways: number) => `${what}, on ${missed} of ${ways} ways`,
  },
  access: ({ to, only, protocol, port }: Access) =>
    only.length === 0
      ? `Nobody may reach ${podWords(to)} on ${protocol} ${port}`
      : `Only ${listed(only.map(podWords), 'and')} may reach ${podWords(to)} on ${protocol} ${port}`,
  accessMiss: {
    open: (labels: readonly string[]) => `${peers(labels)} may, too`,
    shut: (labels: readonly string[]) => `${peers(labels)} may not`,
    nobody: (of: Pods) => `there is no pod ${podWords(of)}`,
  },
  /** What has to be there in the end. */
  kept: (things: readonly string[]) => `There in the end: ${listed(things, 'and')}`,
  keptObject: (object: ObjectRef, pods: number | undefined, nodes?: readonly string[]) =>
    `${formatObjectRef(object)}${pods === undefined ? '' : ` with ${pods} ready pods`}${onNodes(nodes)}`,
  says: (fields: readonly (readonly [readonly (string | number)[], string])[]) =>
    ` (${fields.map(([path, value]) => `${formatPath(path)}: ${value}`).join(', ')})`,
  objectMiss: {
    gone: (object: ObjectRef) => `${formatObjectRef(object)} is gone`,
    changed: (object: ObjectRef) => `${formatObjectRef(object)} says something else`,
    notReady: (object: ObjectRef, { ready, wanted }: Ready, nodes?: readonly string[]) =>
      object.kind === 'Pod'
        ? `${formatObjectRef(object)} is not ready${onNodes(nodes)}`
        : `${ready} of ${wanted} pods of ${formatObjectRef(object)} are ready${onNodes(nodes)}`,
  },
  hint: (shown: number, all: number) => (shown === 0 ? 'Hint' : `Another hint (${shown} of ${all})`),
  hints: 'Hints',
  noMoreHints: 'No more hints',
  showCause: 'Show the cause',
  showCauseHint: 'Causes, findings and fixes are held back. Showing them counts as help.',
  heldBack: 'Held back as long as the goal is not met. Show the cause at the goal asks for it.',
  reset: 'Begin again',
  resetHint: 'Takes back every change. Redo makes them again.',
  wholeGoal: 'Whole goal',
  solved: (made: number, hintCount: number, causes: boolean) => {
    const help = [...(hintCount > 0 ? [hints(hintCount)] : []), ...(causes ? ['the cause'] : [])];
    return `Solved with ${listed([edits(made), ...help], 'and')}${help.length === 0 ? ', without help' : ''}.`;
  },
  next: (title: string) => `Next challenge: ${title}`,
  all: 'All challenges',
};
