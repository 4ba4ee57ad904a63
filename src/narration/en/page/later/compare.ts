import type { Parts } from '../../../parts.ts';
import { CNI_NAMES, cniName, MODE_NAMES } from '../../phrases/networks.ts';

/** Two walks side by side. */
export const COMPARE = {
  title: 'Compare walks',
  noRequest: 'No request yet: send one, then see two walks of it here.',
  about: <Node>(from: Node, to: Node): Parts<Node> => [
    from,
    ' asks for ',
    to,
    '. Compare it with Services done in two ways, on two pod networks, in two versions, before and after an edit, or on two boards.',
  ],
  oneOfWays: (count: number) => `Of ${count} ways it can go, the one that is walked.`,
  modes: MODE_NAMES,
  networks: CNI_NAMES,
  networkName: cniName,
  kubernetes: (version: string) => `Kubernetes ${version}`,
  which: ['First', 'Second'] as const,
  choices: { board: 'Board', request: 'Request', mode: 'Services', network: 'Pod network', version: 'Kubernetes' },
  boardOf: (which: string) => `${which} board`,
  requestOf: (which: string) => `${which} request`,
  networkOf: (which: string) => `${which} pod network`,
  boards: {
    now: 'This board',
    history: 'Before an edit',
    before: (edit: string) => `Before “${edit}”`,
    others: 'Other boards',
    other: 'Another board',
    /** Of several boards of one title. */
    changed: (title: string, when: string) => `${title}, changed ${when}`,
  },
  sameRequest: 'The one on the screen',
  own: 'As on the board',
  ownNow: (name: string) => `${name}, as on the board`,
  under: (settings: string) => `, under ${settings}`,
  isFetched: 'Being opened …',
  isGone: 'This board is not there any more.',
  modeOf: (which: string) => `${which} mode`,
  versionOf: (which: string) => `${which} version`,
  use: 'Use these settings',
  isUsed: (settings: string) => `The cluster uses ${settings} now.`,
  compared: 'What is compared',
  views: { walks: 'Two walks', networks: 'Four networks' },
  differs: 'differs',
  rows: {
    verdict: 'Verdict',
    answerer: 'Who answers',
    source: 'Source it sees',
    lookup: 'Service found in',
    rules: 'Rules evaluated',
    translations: 'Translations',
    hops: 'Hops',
  },
  byRequest: {
    title: 'All requests of this board',
    walk: (requests: number) => `Walk all ${requests}`,
    different: (different: number, requests: number) =>
      requests === 1
        ? different === 0
          ? 'It ends alike.'
          : 'It ends otherwise.'
        : different === 0
          ? `All ${requests} end alike.`
          : `${different} of ${requests} end otherwise`,
  },
  byNetwork: {
    about:
      'The same objects, policies above all, in four pod networks: who gets through, whose address is seen, and why it is otherwise.',
    walk: (requests: number) => (requests === 1 ? 'Walk it in all four' : `Walk all ${requests} in all four`),
    network: (number: number) => `Network ${number}`,
    asWith: (network: string) => `As in ${network}`,
    sees: 'It sees',
  },
  byHop: {
    title: 'Hop by hop',
    alike: 'The walks are alike in every hop and step.',
    different: (different: number, hops: number) => `${different} of ${hops} hops differ`,
    onlyDifferent: 'Only what differs',
    hop: (number: number) => `Hop ${number}`,
    hopBack: (number: number) => `Hop ${number}, on the way back`,
    ofHop: (number: number) => `of hop ${number}`,
    differ: (steps: number) => (steps === 0 ? 'differs' : steps === 1 ? '1 step differs' : `${steps} steps differ`),
    all: (steps: number) => (steps === 1 ? 'Show the step' : `Show all ${steps} steps`),
    fewer: 'Show fewer steps',
    notHere: 'does not come by',
    rules: (rules: number) => (rules === 1 ? '1 rule compared' : `${rules} rules compared`),
    same: 'alike',
    other: 'differs',
    nothing: 'nothing',
  },
  verdicts: {
    REACHABLE: 'Reachable',
    UNREACHABLE: 'Unreachable',
    AMBIGUOUS: 'Depends on chance',
    UNDETERMINED: 'Not known',
  },
  nobody: 'nobody',
  arrivesNowhere: 'arrives nowhere',
  back: (way: string) => `Back: ${way}`,
  container: (pod: string, container: string) => `${pod}, container ${container}`,
  lookups: {
    none: 'nothing: no Service is asked for',
    ipvs: 'hash table of virtual servers, one lookup',
    ebpf: (attached: string) => `eBPF map at ${attached}, one lookup`,
    hashMap: (map: string) => `hash map ${map}, one lookup`,
    chain: (chain: string, rule: number, rules: number) => `linear chain ${chain}, rule ${rule} of ${rules}`,
  },
  counted: 'in all, there and back; a lookup counts as one',
  translations: {
    none: 'none',
    at: (place: string) => `on ${place}`,
    atOnTheWayBack: (place: string) => `on ${place}, on the way back`,
    ends: { source: 'source', destination: 'destination' },
    becomes: 'becomes',
    fromConntrack: 'from the connection table, no rule',
    fromIpvs: 'virtual server, no rule',
    fromEbpf: (attached: string) => `eBPF program at ${attached}, no rule`,
  },
};
