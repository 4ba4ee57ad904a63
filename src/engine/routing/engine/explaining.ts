import { assumedListener } from '../causes/assumed-listener.ts';
import { explainServed } from '../run/cause-entry.ts';
import { explainName, explainUnreachableDns } from '../run/cause-name.ts';
import { tryFix } from '../causes/try-fix.ts';
import { explainService } from '../causes/cause-service.ts';
import { explainTrace } from '../run/cause-trace.ts';
import { parseVia } from '../run/parse-via.ts';
import { suggest } from '../request/suggest-names.ts';
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
      tryFix,
      entryPoint: parseVia,
      suggest,
    },
  },
});
