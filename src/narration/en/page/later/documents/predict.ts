import type { RequestSource } from '../../../../../engine/requests.ts';

export interface Asked {
  readonly from: string;
  readonly to: string;
  /** Where the packet is looked at. */
  readonly place: string;
}

const CODES: Readonly<Record<string, string>> = {
  ALL: 'Yes, whichever way it goes',
  SOME: 'Sometimes: it depends on the way it goes',
  NONE: 'No',
  NOBODY: 'Nobody',
  NOWHERE: 'Nowhere: it is answered',
  NO_STATUS: 'None: no HTTP answer comes back',
  internet: 'outside of the cluster',
  router: 'the router',
  'load-balancer': 'the load balancer',
};

/** What a story asks before it shows a walk. */
export const PREDICT = {
  title: 'Prediction',
  first: 'Predict first',
  showMe: 'Show me',
  again: 'Ask again',
  askedOf: 'A question asks how this very request ends: choose an answer, or have it shown.',
  onBoard: 'Choose here, or on the board.',
  choices: 'Choices',
  from: (source: RequestSource) => {
    if ('pod' in source) return source.pod.split('/').at(-1) ?? source.pod;
    if ('node' in source) return source.node;
    return 'enters' in source ? source.ip : 'A client outside';
  },
  /** What the story is about, in the place of its text. */
  sends: ({ from, to }: Pick<Asked, 'from' | 'to'>) => `${from} requests ${to}`,
  asks: {
    ARRIVES: () => 'Is the request answered?',
    ANSWERED_BY: () => 'Which of these can answer?',
    SOURCE_SEEN: () => 'Which source address does the receiver see?',
    DESTINATION: ({ place }: Asked) => `Which destination address does the packet have when it leaves ${place}?`,
    WHERE_LOST: () => 'Where does the request end?',
    QUESTIONS: () => 'How many questions do name servers get, A and AAAA each for one?',
    STATUS: () => 'Which HTTP status does the client get?',
  },
  choice: (choice: string) => {
    const [kind, first, second] = choice.split('/');
    if (kind === 'Node' && first !== undefined) return first;
    if (kind === 'Pod' && first !== undefined && second !== undefined) return `Pod ${first}/${second}`;
    return Object.hasOwn(CODES, choice) ? (CODES[choice] ?? choice) : choice;
  },
  right: (choice: string) => `Right: ${choice}`,
  wrong: (choice: string) => `Not so: ${choice}`,
  /** What is right, where more than one is. */
  itIs: (right: readonly string[]) => (right.length === 1 ? right.join() : `One of ${right.join(', ')}`),
  answerIs: (right: string) => `The answer: ${right}`,
  /** Why an address is what it is. */
  unchanged: 'No rule on the way changes it.',
  proxied: 'The proxy opens a connection of its own.',
};
