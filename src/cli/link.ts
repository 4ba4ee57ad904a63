import { EMPTY_DOCUMENT, type SharedScenario } from '../scenario/document/document.ts';
import { LINKED } from '../narration/en/cli/answers.ts';
import { PRIVATE } from '../narration/en/scenario/private.ts';
import { describeOmissions, type OmissionReason, type ShareReport } from '../scenario/omissions.ts';
import { encodeShareLink } from '../scenario/share-link.ts';
import { type Call, clusterOverrides, InputError, option } from './terminal/call.ts';
import { readCluster, type ReadCluster, reportDiagnostics } from './input/read-input.ts';
import { singleRequest } from './trace/trace-request.ts';

/**
 * `packetwalk link FILE... [--from … --to …] [--base URL]`: a link that opens this cluster (and request) in the browser. What it
 * leaves out is counted on standard error, and listed with --json.
 */
export function link(call: Call): string {
  const read = readCluster(call);
  reportDiagnostics(read);
  if (read.manifests.objects.length === 0) {
    throw new InputError(LINKED.nothing);
  }
  const scenario = scenarioOf(call, read);
  const hash = encodeShareLink(scenario);
  const url = `${option(call, 'base') ?? ''}#${hash}`;
  const report = describeOmissions(scenario.document);
  if (call.json) return `${JSON.stringify({ url, hash, characters: url.length, ...report }, null, 2)}\n`;
  process.stderr.write(summary(report));
  return `${url}\n`;
}

/** With a link or a scenario file among the files, what it shows; a request that is asked for goes before its own. */
function scenarioOf(call: Call, { manifests, scenario, cluster }: ReadCluster): SharedScenario {
  const { document = EMPTY_DOCUMENT, ...screen } = scenario ?? { choices: [], lens: 'objects' as const };
  const asked = option(call, 'to') === undefined ? undefined : singleRequest(call, cluster);
  return {
    ...(asked === undefined ? screen : { choices: [], lens: screen.lens, request: asked }),
    document: {
      ...document,
      objects: manifests.objects,
      overrides: { ...document.overrides, ...clusterOverrides(call) },
      requests: asked === undefined ? document.requests : [asked, ...document.requests],
    },
  };
}

/** How many things one place names; none: all of an object. */
const countOf = ({ fields }: Pick<ShareReport['omitted'][number], 'fields'>): number => Math.max(fields.length, 1);

const REASONS: Readonly<Record<OmissionReason, string>> = LINKED.omitted;

function summary({ omitted, remaining }: ShareReport): string {
  const counts = Object.entries(REASONS).flatMap(([reason, words]) => {
    const count = omitted.filter((each) => each.reason === reason).reduce((sum, each) => sum + countOf(each), 0);
    return count === 0 ? [] : [`${count} ${words}`];
  });
  const left = counts.length === 0 ? '' : `${LINKED.leftOut(counts)}\n`;
  const kept = new Map<keyof typeof PRIVATE, number>();
  for (const { what, fields } of remaining) kept.set(what, (kept.get(what) ?? 0) + fields.length);
  const told = [...kept].map(([what, count]) => `${PRIVATE[what]} (${count})`).join(', ');
  return `${left}${told === '' ? '' : `${LINKED.kept(told)}\n`}`;
}
