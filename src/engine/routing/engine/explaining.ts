import { assumedListener } from '../assumed-listener.ts';
import { explainName, explainServed, explainUnreachableDns } from '../cause-name.ts';
import { explainService } from '../cause-service.ts';
import { explainTrace } from '../cause-trace.ts';
import { parseVia } from '../parse-via.ts';
import { suggest } from '../suggest-names.ts';
import { program } from './programs.ts';

/** Failures have their causes. A page fetches it when a request fails. */
export const EXPLAINING = program('explanations', {
  routing: {
    explanations: {
      trace: explainTrace,
      name: explainName,
      served: explainServed,
      unreachableDns: explainUnreachableDns,
      service: explainService,
      listener: assumedListener,
      entryPoint: parseVia,
      suggest,
    },
  },
});
