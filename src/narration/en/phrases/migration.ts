import type { EntryAnswer, EntryChange, EntryChangeDetails, Lacking, LackingReason } from '../../../engine/gateways.ts';
import { say, type Sentences } from '../../sentences.ts';
import { nameOf } from './names.ts';

/** What an Ingress asks for and the objects in its place do not say, in a sentence. */
export function sayLacking({ ingress, reason, annotation }: Lacking): string {
  const asks = annotation === undefined ? '' : ` (${annotation})`;
  return `Ingress ${nameOf(ingress)}${asks}: ${LACKING[reason]}`;
}

const LACKING: Readonly<Record<LackingReason, string>> = {
  ACCESS:
    'who is let in is not part of the Gateway API; it takes a policy of the Gateway’s implementation, without which everybody is.',
  REWRITE:
    'routes replace a whole path or its beginning, not what an expression captures; the path is passed on as it is.',
  VARIABLES: 'routes have no variables; it is left out.',
  BACKEND_VERIFIED:
    'nginx believes any certificate of the backend, a BackendTLSPolicy verifies it: give it the CA and the name that the certificate has.',
  COOKIE: 'routes do not match cookies; clients with the cookie are treated like all others.',
  PASSTHROUGH: 'TLS that is passed on takes a listener of mode Passthrough and a TLSRoute, which are not drafted.',
  ALIAS: 'other names of the host have to be hostnames of routes and listeners.',
  DEFAULT_BACKEND: 'a route does not change its backend when that has no endpoints: the answer is 503 (or 500).',
  CORS: 'CORS is a filter that not every implementation has; none is drafted.',
  REDIRECT_CODE: 'ingress-nginx redirects by 308; 301 is what every implementation of the Gateway API has.',
  OTHER: 'nothing in the Gateway API says this.',
};

/** What somebody gets who asks. */
export function sayAnswers(answers: readonly EntryAnswer[]): string {
  if (answers.length === 0) return 'nothing';
  return answers.map((answer) => sayAnswer(answer, answers.length > 1)).join(', or ');
}

function sayAnswer({ status, location, backend, path, host, probability }: EntryAnswer, several: boolean): string {
  const share = several ? ` (${Math.round(probability * 1000) / 10} %)` : '';
  if (status === null) return `no HTTP answer${share}`;
  const to = location === undefined ? '' : ` to ${location}`;
  const by = backend === undefined ? '' : ` by ${backend}`;
  const seen = path === undefined ? '' : `, which sees ${host ?? ''}${path}`;
  return `${status}${to}${by}${seen}${share}`;
}

/** What becomes of an answer, in a sentence. */
export const sayEntryChange = (change: EntryChange): string => say(CHANGES, change);

const CHANGES: Sentences<EntryChangeDetails> = {
  NOT_TAKEN: () => 'Nobody takes it any more.',
  TAKEN: () => 'It is taken, which it was not.',
  STATUS: ({ from, to }) => {
    if (from === null) return `An answer comes back: ${to}.`;
    if (to === null) return `No HTTP answer comes back any more; it was ${from}.`;
    if ((from === 401 || from === 403) && to < 400) return `Who was kept out (${from}) is let in.`;
    if (to === 401 || to === 403) return `Who was let in is kept out (${to}).`;
    return `Status ${from} becomes ${to}.`;
  },
  LOCATION: ({ to }) => `It is sent on to ${to}.`,
  BACKEND: ({ from, to }) => `It gets to ${to} instead of ${from}.`,
  PATH: ({ from, to }) => `The backend sees the path ${to} instead of ${from}.`,
  HOST: ({ from, to }) => `The backend sees the host ${to} instead of ${from}.`,
  WAYS: ({ was, is, shares }) => {
    if (shares) return 'The ends are the same, their shares are others.';
    if (is === 1) return `It ends in one way; before, chance decided among ${was}.`;
    if (was === 1) return `Chance decides among ${is} ends; before, there was one.`;
    return 'Chance decides among other ends.';
  },
};
