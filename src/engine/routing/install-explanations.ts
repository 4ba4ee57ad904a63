// Imported for its effect: failures have their causes. A page fetches this when a request fails.
import { assumedListener } from './assumed-listener.ts';
import { explainName, explainServed, explainUnreachableDns } from './cause-name.ts';
import { explainService } from './cause-service.ts';
import { explainTrace } from './cause-trace.ts';
import { installExplanations } from './explanations.ts';
import { parseVia } from './parse-via.ts';
import { suggest } from './suggest-names.ts';

installExplanations({
  trace: explainTrace,
  name: explainName,
  served: explainServed,
  unreachableDns: explainUnreachableDns,
  service: explainService,
  listener: assumedListener,
  entryPoint: parseVia,
  suggest,
});
