import type { explainName, explainServed, explainUnreachableDns } from './cause-name.ts';
import type { explainService } from './cause-service.ts';
import type { explainTrace } from './cause-trace.ts';
import type { Cause } from './outcome.ts';

/** Tells why a request failed; fetched when one does (install-explanations.ts). */
interface Explanations {
  readonly trace: typeof explainTrace;
  readonly name: typeof explainName;
  readonly served: typeof explainServed;
  readonly unreachableDns: typeof explainUnreachableDns;
  readonly service: typeof explainService;
}

const NO_ADDRESS: Cause = { code: 'NAME_NOT_FOUND', message: 'The name has no address.' };
const NO_ENDPOINT: Cause = { code: 'SERVICE_HAS_NO_ENDPOINTS', message: 'The Service has no endpoint.' };

/** What can be said until they are here. */
const PLAIN: Explanations = {
  trace: () => undefined,
  name: () => NO_ADDRESS,
  served: () => NO_ADDRESS,
  unreachableDns: () => NO_ADDRESS,
  service: () => NO_ENDPOINT,
};

let installed: Explanations | undefined;

export function installExplanations(explanations: Explanations): void {
  installed = explanations;
}

/** False: causes are missing or say only the plainest. */
export function areExplanationsInstalled(): boolean {
  return installed !== undefined;
}

/** Those at hand. */
export function explanations(): Explanations {
  return installed ?? PLAIN;
}
