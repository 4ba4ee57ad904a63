import type { Cause } from '../outcome/outcome.ts';
import { requestError } from '../request/parse-target.ts';
import type { RoutingPrograms, Explanations } from './routing-programs.ts';
import { plainListener } from '../causes/undeclared-listener.ts';

const NO_ADDRESS: Cause = { code: 'NAME_NOT_FOUND', detail: { is: 'NOT_EXPLAINED' } };
const NO_ENDPOINT: Cause = { code: 'SERVICE_HAS_NO_ENDPOINTS', detail: { is: 'NOT_EXPLAINED' } };

/** What can be said without. */
const PLAIN: Explanations = {
  trace: () => undefined,
  name: () => NO_ADDRESS,
  served: () => NO_ADDRESS,
  unreachableDns: () => NO_ADDRESS,
  service: () => NO_ENDPOINT,
  listener: plainListener,
  entryPoint: () => requestError({ code: 'VIA_MALFORMED', detail: { is: 'NOT_READ' } }),
  tryFix: (cause) => cause,
  suggest: () => ({}),
};

/** Those at hand. */
export function explanationsOf({ explanations = PLAIN }: RoutingPrograms): Explanations {
  return explanations;
}
