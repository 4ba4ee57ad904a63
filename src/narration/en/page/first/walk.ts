/** The walk: how the request went, and the story of it. */
export const WALK = {
  title: 'Walk',
  depth: 'Depth',
  depths: {
    story: { label: 'Story', hint: 'What happens, in a few beats' },
    hops: { label: 'Hops', hint: 'Every place it passes; steps that say little share a line' },
    rules: { label: 'Rules', hint: 'Every step on its own line' },
  },
  step: 'Step',
  dnsLookup: (questions: number) => `DNS lookup, ${questions} questions`,
  oneOfWays: (ways: number) => `One of ${ways} ways is walked`,
  notKnown: 'Not known',
  /** How it went without what was not considered. */
  without: (objects: number) => (objects === 1 ? 'without it:' : 'without them:'),
  withoutThem: (objects: number, how: string) => `${objects === 1 ? 'Without it' : 'Without them'}: ${how}`,
  compare: 'Compare walks',
  cause: 'Cause',
  restsOn: (assumptions: number) =>
    assumptions === 1 ? 'Rests on one assumption' : `Rests on ${assumptions} assumptions`,
  was: <Node>(before: Node) => ['was ', before] as readonly (string | Node)[],
  header: {
    source: 'source',
    destination: 'destination',
    protocol: 'protocol',
    TTL: 'TTL',
    mark: 'mark',
    none: 'none',
  },
  /** Read out as the walk goes on. */
  beat: (beat: number, beats: number, caption: string) => `${beat} of ${beats}. ${caption}`,
  told: (told: { readonly step: string; readonly place: string; readonly title: string; readonly why: string }) =>
    `${told.step}, ${told.place}. ${told.title}. ${told.why}`,
  outcomes: {
    noAnswer: 'No answer',
    ACCEPTED: 'Arrives',
    EXITS_NETWORK: 'Leaves the cluster',
    REFUSED: 'Refused',
    REJECTED: 'Rejected',
    DROPPED: 'Dropped',
    NO_ROUTE: 'No route',
    NEIGHBOR_UNREACHABLE: 'Unreachable',
    NAME_NOT_FOUND: 'Name not found',
    LOOP: 'Loop',
    INSUFFICIENT_INFO: 'Not known',
  },
  verdict: {
    notSaid: 'the objects do not say enough',
    onlyWay: 'the only way it can go',
    neither: 'neither way succeeds',
    both: 'both ways succeed',
    /** `walked`: there are more than were walked. */
    none: (ways: number, walked: boolean) => `none of ${ways} ${walked ? 'ways walked' : 'ways'} succeeds`,
    all: (ways: number, walked: boolean) => `all ${ways} ${walked ? 'ways walked' : 'ways'} succeed`,
    some: (good: number, ways: number, walked: boolean) =>
      `${good} of ${ways} ${walked ? 'ways walked' : 'ways'} ${good === 1 ? 'succeeds' : 'succeed'}`,
    answered: (good: number, ways: number, walked: boolean) =>
      `${good} of ${ways} ${walked ? 'ways walked' : 'ways'} ${good === 1 ? 'is answered' : 'are answered'}`,
  },
};
