/** The requests of a board: how each stands, their names and order, and what an edit changed of them. */
export const REQUESTS = {
  title: 'Requests',
  kept: 'Kept with this board',
  keptNone: 'No request is kept with this board. Send one, then keep it: it is walked again after each edit.',
  sent: 'Sent before',
  sentNone: 'What you send on this board is listed here, to be sent again.',
  standing: (arriving: number, requests: number) =>
    arriving === requests ? `All ${requests} arrive.` : `${arriving} of ${requests} arrive.`,
  one: (arrives: boolean) => (arrives ? 'It arrives.' : 'It does not arrive.'),
  walking: (left: number) => `${left} still being walked …`,
  asked: 'How they end is not told while a question is open.',
  /** How a request goes by all of its ways together. */
  going: {
    arrives: 'arrives',
    fails: 'fails',
    differs: 'depends on the way',
    open: 'not known',
    impossible: 'cannot be sent',
    walking: 'being walked',
    asked: 'not told while a question is open',
  },
  cannotBeSent: (why: string) => `It cannot be sent: ${why}.`,
  request: (from: string, to: string, how: string) => `${from} → ${to}${how === '' ? '' : ` ${how}`}`,
  send: 'Send',
  sendIt: (request: string) => `Send ${request}`,
  name: 'Name',
  rename: (request: string) => `Rename ${request}`,
  save: 'Rename',
  earlier: (request: string) => `Move ${request} up`,
  later: (request: string) => `Move ${request} down`,
  remove: (request: string) => `Remove ${request}`,
  keep: 'Keep',
  keepIt: (request: string) => `Keep ${request}`,
  isRemoved: (request: string) => `${request} is not kept any more.`,
  changed: {
    title: (edit: string, requests: number) =>
      `${edit}: ${requests} ${requests === 1 ? 'request ends' : 'requests end'} otherwise`,
    before: (end: string) => `Before: ${end}`,
    look: 'Look',
    lookAt: (request: string) => `Look at ${request}`,
    undo: 'Undo',
    dismiss: 'Dismiss what changed',
  },
  picking: {
    from: 'Choose on the canvas where the request starts: a pod, a node or the internet.',
    to: 'Choose on the canvas where it goes: a Service, a pod, a node or a way in.',
    cancel: 'Cancel',
    noSource: 'Nothing is sent from there: choose a pod, a node or the internet.',
    inside:
      'It has an address in the cluster alone, which nobody on the internet reaches: choose a way in, as a load balancer, a NodePort or an Ingress, or let the request start at a pod.',
    noTarget: 'It has no address to send to: choose a Service, a pod, a node or a way in.',
  },
};
