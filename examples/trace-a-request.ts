// Where does a request go, and what happens to its packet on the way?

import { ALL_PROGRAMS, createEngine, type TraceRequest } from '../src/engine/index.ts';
import { SHOP } from './objects.ts';

/** Lines for a terminal: the verdict, then every hop with the destination that the packet had when it left. */
export function traceARequest(request: TraceRequest): readonly string[] {
  const engine = createEngine(ALL_PROGRAMS);
  const router = engine.createRouter(engine.buildCluster({ objects: SHOP }));
  const traced = router.trace(request);
  if (!traced.ok) return [`${traced.error.code}: ${JSON.stringify(traced.error.detail)}`];
  const { verdict, outcomes } = traced.value;
  const [first] = outcomes;
  const connection = first?.legs.findLast(({ kind }) => kind !== 'DNS');
  const hops = connection?.request.hops.map(({ namespace, steps }) => {
    const packet = steps.at(-1)?.packet;
    return `${namespace}: to ${packet?.destinationIP}:${packet?.destinationPort}`;
  });
  const cause = first?.cause ?? undefined;
  const why = cause === undefined ? [] : [`${cause.code}: ${JSON.stringify(cause.detail)}`];
  return [verdict, ...(hops ?? []), ...why];
}
