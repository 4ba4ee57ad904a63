import { sayAnswers, sayEntryChange, sayLacking } from '../../phrases/migration.ts';

/** Moving away from ingress-nginx. */
export const MIGRATE = {
  title: 'Move away from ingress-nginx',
  open: 'Move to the Gateway API',
  none: 'No Ingress on this board is served by ingress-nginx: there is nothing to move.',
  about: (requests: number) =>
    `What ingress-nginx serves here, as objects of the Gateway API: ${requests === 1 ? 'the same request is' : `the same ${requests} requests are`} walked under both.`,
  target: 'Compared with',
  targets: { draft: 'A draft', own: 'Gateways on the board' },
  gatewayClass: 'gatewayClassName',
  ingress: 'Ingress',
  everyIngress: 'all of them',
  shown: 'Requests shown',
  rows: { changed: (count: number) => `Different (${count})`, all: (count: number) => `All (${count})` },
  progress: (done: number, all: number) => `${done} of ${all} walked`,
  summary: (changed: number, all: number) => {
    const walked = all === 1 ? 'The one request' : `Of ${all} requests,`;
    if (changed === 0)
      return all === 1 ? 'The one request is answered as before.' : `All ${all} requests are answered as before.`;
    return all === 1
      ? `${walked} is answered otherwise.`
      : `${walked} ${changed} ${changed === 1 ? 'is' : 'are'} answered otherwise.`;
  },
  table: 'Requests under the Ingress and in its place',
  columns: { request: 'Request', before: 'Ingress', after: 'Gateway', change: 'Difference' },
  same: 'as before',
  send: (url: string) => `Send ${url} through the Ingress`,
  sendAfter: (url: string) => `Send ${url} through the Gateway`,
  nobody: 'no Gateway takes it',
  more: (count: number) => `and ${count} more`,
  lacking: 'What does not go over',
  goesOver: 'Everything that these Ingresses ask for goes over.',
  yaml: 'The draft as YAML',
  copy: 'Copy YAML',
  add: 'Add to the board',
  added: (count: number) => (count === 1 ? 'One object is added.' : `${count} objects are added.`),
  say: { answers: sayAnswers, change: sayEntryChange, lacking: sayLacking },
};
