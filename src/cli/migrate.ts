import { stringify } from 'yaml';
import { compareEntries, draftGateways, entryRequests, withDraft } from '../engine/gateways.ts';
import { MIGRATED } from '../narration/en/cli/answers.ts';
import { sayAnswers, sayLacking } from '../narration/en/phrases/migration.ts';
import { ENGINE } from './input/engine.ts';
import { readCluster, reportDiagnostics } from './input/read-input.ts';
import { type Call, clusterOverrides, InputError, option } from './terminal/call.ts';

const USUAL_CLASS = 'gateway';

/**
 * `packetwalk migrate FILE... [--gateway-class NAME]`: Ingresses of ingress-nginx as objects of the Gateway API, what these do not
 * say, and requests that are answered otherwise, as comments: the whole can be applied as it is printed.
 */
export function migrate(call: Call): string {
  const read = readCluster(call);
  reportDiagnostics(read);
  const { cluster, manifests } = read;
  const draft = draftGateways(cluster, option(call, 'gateway-class') ?? USUAL_CLASS);
  if (draft.objects.length === 0) throw new InputError(MIGRATED.nothing);
  const objects = withDraft(manifests.objects, cluster, draft);
  const after = ENGINE.buildCluster({ objects, overrides: clusterOverrides(call) });
  const requests = entryRequests(cluster);
  const differences = compareEntries(ENGINE.createRouter(cluster), ENGINE.createRouter(after), requests);
  const lacking = draft.lacking.map((each) => ({ ...each, message: sayLacking(each) }));
  if (call.json) {
    const all = { objects: draft.objects, lacking, requests: requests.length, differences };
    return `${JSON.stringify(all, null, 2)}\n`;
  }
  const notes = [
    ...lacking.map(({ message }) => message),
    MIGRATED.compared(requests.length, differences.length),
    ...differences.map(({ url, headers, before, after: then }) => {
      const sent = Object.entries(headers).map(([name, value]) => ` (${name}: ${value})`);
      return MIGRATED.answered(url + sent.join(''), sayAnswers(before), sayAnswers(then));
    }),
  ];
  const comments = notes.map((note) => `# ${note}\n`).join('');
  return `${comments}${draft.objects.map((object) => `---\n${stringify(object)}`).join('')}`;
}
