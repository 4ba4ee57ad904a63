import type { Parts } from '../../../../parts.ts';
import { EFFECT_WORDS, REASON_WORDS } from '../../../remarks/unread-kinds.ts';

const objects = (count: number): string => `${count} object${count === 1 ? '' : 's'}`;

/** The dialogs that import and export. */
export const FILES = {
  dropHere: 'Drop manifests or a scenario file',
  choose: {
    about: <Node>(code: (text: string) => Node): Parts<Node> => [
      'Kubernetes manifests in YAML or JSON, the output of ',
      code('kubectl get … -o yaml'),
      ', or a packetwalk scenario file. They are read in this page and sent nowhere. Files can also be dropped anywhere on the page.',
    ],
    files: 'Files',
    chooseFiles: 'Choose files',
    orPaste: 'Or paste text',
  },
  import: {
    title: 'Import',
    titleOf: (files: string) => `Import ${files}`,
    files: (count: number) => `${count} files`,
    read: 'Read',
    cancel: 'Cancel',
    back: 'Back',
    add: 'Add to the board',
    put: 'Put on the board',
    replace: 'Replace the board',
    isBuilding: 'Building the board',
  },
  /** How far reading is. */
  stages: { reading: 'Reading', 'handing over': 'Handing over' },
  goesOn: (what: string) => `${what} …`,
  isRead: (done: string, total: string, found: number) => `${done} of ${total} MB, ${objects(found)} found`,
  found: {
    title: 'What was found',
    nothing: 'No objects to put on the board.',
    read: (count: number) => `${objects(count)} read.`,
    looking: 'Looking for problems …',
    noProblems: 'No problems found.',
    notChecked: (why: string) => `They could not be checked. ${why}`,
    kinds: (counts: readonly (readonly [kind: string, count: number])[]) =>
      counts.map(([kind, count]) => `${count} ${kind}`).join(', '),
    meant: (written: string, kind: string) =>
      `There is no kind ${written} here: if ${kind} is meant, write “kind: ${kind}”.`,
    refused: (names: readonly string[]) => {
      const [first = '', second, ...more] = names;
      const rest = more.length === 0 ? '' : ` and ${more.length} more`;
      return `The API server would not take ${first}${second === undefined ? '' : `${more.length === 0 ? ' and' : ','} ${second}`}${rest} as written: kubectl apply fails.`;
    },
    diagnostics: 'Diagnostics',
    whenAdded: 'Added to the board beside what is there:',
    problemsWhenAdded: 'Problems when added',
  },
  severities: { error: 'Error', warning: 'Warning', info: 'Note' },
  more: (count: number) => `and ${count} more.`,
  /** What was not read. */
  skipped: {
    unread: 'Kept but not read, though they can change where a packet goes',
    unknown: 'Skipped, of kinds that are not known here',
    irrelevant: 'Skipped, because they cannot change where a packet goes',
    sayWhere: (group: string) => `${group}. Results say where they would.`,
    list: (group: string, kinds: string) => `${group}: ${kinds}`,
    why: { ...EFFECT_WORDS, ...REASON_WORDS },
  },
  export: {
    title: 'Export',
    format: 'Format',
    kinds: { yaml: 'Manifests (YAML)', scenario: 'Scenario file', lab: 'Lab script' },
    about: {
      yaml: 'The objects on the board, as kubectl apply takes them.',
      scenario:
        'The board and what is on the screen: objects with environment variables and annotations, layout, requests, story, step, timeline. What Secrets hold is not in it. Import opens it again.',
      lab: 'Run it on a real kernel: a script that builds this network, interface for interface and rule for rule, out of Linux network namespaces.',
    },
    withNodes: 'With Nodes.',
    aboutNodes:
      'A cluster has Nodes of its own: applied there, one of another name is registered and stays NotReady, and one of the same name may be refused.',
    beingChecked: 'Whether an API server takes it is being checked …',
    notChecked: 'Whether an API server takes it could not be checked.',
    refused: (count: number) =>
      count === 0
        ? 'Nothing in it is refused by an API server, as far as it is checked here: fields, values and what they need of each other.'
        : `kubectl apply does not get all of it in: ${count === 1 ? 'one thing is' : `${count} things are`} refused.`,
    refusedNumbers: 'The numbers are line and column.',
    refusedList: 'What an API server refuses',
    refusedRegion: 'Refused, with line and column',
    addedNamespaces: (names: readonly string[]) =>
      `${names.length === 1 ? 'A Namespace is' : 'Namespaces are'} added that objects are in and nobody wrote: ${names.join(', ')}.`,
    copy: 'Copy',
    download: 'Download',
    couldNotBeMade: (why: string) => `The file could not be made: ${why}`,
    preview: 'Preview',
  },
  lab: {
    howToUse: 'How to use it',
    up: <Node>(code: (text: string) => Node): Parts<Node> => [
      code('sudo bash packetwalk-lab.sh up'),
      ' builds it; it needs Linux and root.',
    ],
    others: <Node>(code: (text: string) => Node): Parts<Node> => [
      'Instead of up: ',
      code('request --from PLACE --to tcp://ADDRESS:PORT'),
      ' sends a request through it, ',
      code('list'),
      ' names the places, ',
      code('down'),
      ' takes it away.',
    ],
  },
};
