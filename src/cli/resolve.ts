import { RESOLVED } from '../narration/en/cli/answers.ts';
import { REPORT } from '../narration/en/cli/report.ts';
import type { Router } from '../engine/engine.ts';
import { answerReverse, lookUpInPod, parseTarget } from '../engine/names.ts';
import { type Call, CallError, InputError, option } from './terminal/call.ts';
import { ENGINE } from './input/engine.ts';
import { saidAssumption, saidCause } from './terminal/said.ts';
import { findFiles } from './input/find-files.ts';
import { shownRequest } from './input/shown-request.ts';
import { podOfWorkload } from './input/pod-of-workload.ts';
import { readCluster, type ReadCluster, readText, reportDiagnostics } from './input/read-input.ts';

interface Query {
  readonly id?: unknown;
  readonly from?: { readonly pod?: unknown };
  readonly name?: unknown;
  readonly type?: unknown;
}

/** `packetwalk resolve FILE... --from pod/NS/NAME NAME` or `--queries FILE`: what a name resolves to in a pod. */
export function resolve(call: Call): string {
  const many = option(call, 'queries');
  const { files, name } = many === undefined ? namedApart(call) : { files: call.positionals, name: undefined };
  const read = readCluster(call, files);
  const single = many === undefined ? singleQuery(call, name, read) : undefined;
  reportDiagnostics(read);
  const { cluster } = read;
  const router = ENGINE.createRouter(cluster);
  const queries = single === undefined ? readQueries(many ?? '') : [single];
  const answers = queries.map((query) => resolveOne(router, query));
  const [only] = answers;
  if (many === undefined && only !== undefined && 'error' in only) throw new InputError(only.error.message);
  return answers.map((answer) => `${call.json ? JSON.stringify(answer) : formatAnswer(answer)}\n`).join('');
}

/** The name is the last argument, unless --from is left to a link or file that shows a request and the last argument is one of these. */
function namedApart(call: Call): { readonly files: readonly string[]; readonly name: string | undefined } {
  const { positionals, scenarios } = call;
  const last = positionals.at(-1) ?? '';
  const isFile = scenarios.has(last) || findFiles(last) !== undefined;
  if (positionals.length > 0 && isFile && (positionals.length < 2 || option(call, 'from') === undefined))
    return { files: positionals, name: undefined };
  return { files: positionals.slice(0, -1), name: last };
}

/** What is not given is taken of the request that is shown: the pod that asks and the host of its URL. Throws {@link CallError}. */
function singleQuery(call: Call, given: string | undefined, read: ReadCluster): Query {
  const shown = shownRequest(read);
  const from = option(call, 'from');
  const asking = from && (podOfWorkload(call, read.cluster, from) ?? from.replace(/^pod\//, ''));
  const pod = asking ?? (shown !== undefined && 'pod' in shown.from ? shown.from.pod : undefined);
  const host = shown === undefined ? undefined : parseTarget(shown.to);
  const name = given ?? (host?.ok === true ? host.value.host : undefined);
  if (pod === undefined || name === undefined)
    throw new CallError('resolve needs FILE... --from pod/NS/NAME NAME, or FILE... --queries FILE');
  return { from: { pod }, name, type: option(call, 'type') };
}

function readQueries(path: string): readonly Query[] {
  const lines = readText(path === '-' ? 0 : path, path)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => {
    try {
      return (JSON.parse(line) ?? {}) as Query;
    } catch {
      return {};
    }
  });
}

type Answer = ReturnType<typeof resolveOne>;

function resolveOne(router: Router, { id, from, name, type }: Query) {
  const { cluster } = router;
  const echoed = id === undefined ? {} : { id };
  const [namespace = '', podName = ''] = (typeof from?.pod === 'string' ? from.pod : '').split('/');
  const pod = cluster.pod(namespace, podName);
  if (pod === undefined || typeof name !== 'string') {
    const message = pod === undefined ? RESOLVED.noPod(`${namespace}/${podName}`) : RESOLVED.noName;
    return { ...echoed, error: { code: pod === undefined ? 'POD_NOT_FOUND' : 'QUERY_MALFORMED', message } };
  }
  const problem = nameProblem(name);
  if (problem !== undefined) return { ...echoed, error: { code: 'NAME_MALFORMED', message: problem } };
  const types = typeof type === 'string' ? [type.toUpperCase()] : undefined;
  const found = lookUpInPod(router, { pod, name, types, reverseOf: answerReverse });
  const { nameservers, search, ndots, options } = found.config;
  const { tried, answeredBy = null, records, addresses, cause } = found;
  const questions = found.questions.map(({ records: { length }, ...question }) => ({ ...question, records: length }));
  return {
    ...echoed,
    nameservers,
    search,
    ndots,
    options,
    tried,
    questions,
    answeredBy,
    rcode: found.rcode === 'NO_ANSWER' ? TIMEOUT : found.rcode,
    answers: records,
    addresses,
    assumptions: found.assumptions.map(saidAssumption),
    ...(cause === undefined ? {} : { cause: saidCause(cause) }),
  };
}

/** What a resolver library calls it when no name server answers. */
const TIMEOUT = 'TIMEOUT';

const MAX_LABEL = 63;
const MAX_NAME = 253;

/** Why DNS cannot carry a name; undefined: it can. RFC 1035 2.3.4. */
function nameProblem(name: string): string | undefined {
  const labels = name.replace(/\.$/, '').split('.');
  if (name !== '.' && labels.includes('')) return RESOLVED.emptyLabel(name);
  const long = labels.find((label) => label.length > MAX_LABEL);
  if (long !== undefined) return RESOLVED.longLabel(long, MAX_LABEL);
  if (name.length > MAX_NAME + 1) return RESOLVED.longName(MAX_NAME);
  return undefined;
}

function formatAnswer(answer: Answer): string {
  if ('error' in answer) return `error: ${answer.error.message} [${answer.error.code}]`;
  return [
    `nameserver ${answer.nameservers.join(' ') || RESOLVED.none}`,
    `search ${answer.search.join(' ') || RESOLVED.none}, ndots ${answer.ndots}`,
    ...answer.questions.map((asked) => `asked ${asked.name} ${asked.type}: ${describe(asked)}`),
    answer.rcode === TIMEOUT
      ? `${TIMEOUT}: ${RESOLVED.timeout}`
      : RESOLVED.after(answer.rcode, answer.questions.length),
    ...('cause' in answer ? [`cause ${answer.cause.message} [${answer.cause.code}]`] : []),
    ...('cause' in answer && answer.cause.fix !== undefined ? [`fix ${answer.cause.fix.text}`] : []),
    ...answer.answers.map(({ name, type, data }) => `${name} ${type} ${data}`),
  ].join('\n');
}

interface Described {
  readonly rcode: string;
  readonly records: number;
  readonly told?: string;
}

function describe({ rcode, records, told }: Described): string {
  const found = records === 0 ? REPORT.noSuchRecord : RESOLVED.records(records);
  const said = rcode === 'NOERROR' ? found : rcode;
  return told === undefined ? said : REPORT.inCorefile(said, told);
}
