// Annotations of Ingresses that the AWS Load Balancer Controller acts on and that are read here.

import type { ValueField } from '../field.ts';
import { isRecord } from '../../model/reader.ts';
import { MASK, provesWho } from '../unread-values.ts';

export const ALB_PREFIX = 'alb.ingress.kubernetes.io/';

/** The annotations whose names somebody gives, behind the prefix. */
const NAMED = /^(actions|conditions)\./;

/** The name of a backend's port that stands for the action of the backend's name. */
export const USE_ANNOTATION = 'use-annotation';

/** True for actions.NAME and conditions.NAME. */
export const isAlbRule = (key: string): boolean =>
  key.startsWith(ALB_PREFIX) && NAMED.test(key.slice(ALB_PREFIX.length));

/** What of such an annotation enters a link: all that decides, but no answer's text, no ARN, which has the account's number, and no proof of who somebody is. */
export const ALB_RULE: ValueField = { type: 'value', tell: 'annotation', clean: cleanRule };

const HIDDEN = /^(messageBody|targetGroupARN)$/i;

/** A rule as it enters a link; what is no JSON stays none. */
export function cleanRule(given: unknown): unknown {
  if (typeof given !== 'string') return typeof given === 'object' ? {} : given;
  try {
    return JSON.stringify(
      JSON.parse(given, (key, value: unknown) => (HIDDEN.test(key) ? MASK : proofless(secretless(value)))),
    );
  } catch {
    return MASK;
  }
}

/** Where somebody is sent, without what proves who they are. */
const secretless = (value: unknown): unknown =>
  typeof value === 'string'
    ? value.replace(/((?:^|[?&])[^=&\s]*(?:token|key|secret|pass|sig|auth)[^=&\s]*=)[^&]*/gi, `$1${MASK}`)
    : value;

/** What names the header, or the parameter of a query, that a condition looks at. */
const NAMING = /^(httpHeaderName|key)$/i;
/** What has its values. */
const VALUES = /^(value|values|regexValues)$/i;

/** A condition without what a header or a parameter has to be where that proves who somebody is: results say that it is open. */
function proofless(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const proves = Object.entries(value).some(
    ([key, name]) => NAMING.test(key) && typeof name === 'string' && provesWho(name),
  );
  if (!proves) return value;
  const mask = (given: unknown): unknown => (Array.isArray(given) ? given.map(() => MASK) : MASK);
  return Object.fromEntries(Object.entries(value).map(([key, given]) => [key, VALUES.test(key) ? mask(given) : given]));
}

/** True where a condition lacks what {@link cleanRule} has masked. */
export const isMaskedCondition = (key: string, text: string): boolean =>
  key.startsWith(`${ALB_PREFIX}conditions.`) && text.includes(JSON.stringify(MASK));
