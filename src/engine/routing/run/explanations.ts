import type { assumedListener } from '../causes/assumed-listener.ts';
import type { explainName, explainServed, explainUnreachableDns } from './cause-name.ts';
import type { explainService } from '../causes/cause-service.ts';
import type { explainTrace } from './cause-trace.ts';
import type { Cause } from '../outcome/outcome.ts';
import { requestError } from '../request/parse-target.ts';
import type { parseVia } from './parse-via.ts';
import type { suggest } from '../request/suggest-names.ts';
import type { RoutingPrograms } from './routing-programs.ts';
import { plainListener } from '../causes/undeclared-listener.ts';

/** Tells why a request failed; fetched when one does (engine/explaining.ts). */
export interface Explanations {
  readonly trace: typeof explainTrace;
  readonly name: typeof explainName;
  readonly served: typeof explainServed;
  readonly unreachableDns: typeof explainUnreachableDns;
  readonly service: typeof explainService;
  /** What is taken for granted of the process that took the packet. */
  readonly listener: typeof assumedListener;
  /** Where in the cluster a request enters that says so; a page fetches it with Ingresses and Gateways, or when there are none. */
  readonly entryPoint: typeof parseVia;
  /** What else a name that is not known could mean. */
  readonly suggest: typeof suggest;
}

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
  suggest: () => ({}),
};

/** Those at hand. */
export function explanationsOf({ explanations = PLAIN }: RoutingPrograms): Explanations {
  return explanations;
}
