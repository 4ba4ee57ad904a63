// Imported for its effect: failures have their causes. A page fetches this when a request fails.
import { explainName, explainServed, explainUnreachableDns } from './cause-name.ts';
import { explainService } from './cause-service.ts';
import { explainTrace } from './cause-trace.ts';
import { installExplanations } from './explanations.ts';

installExplanations({
  trace: explainTrace,
  name: explainName,
  served: explainServed,
  unreachableDns: explainUnreachableDns,
  service: explainService,
});
