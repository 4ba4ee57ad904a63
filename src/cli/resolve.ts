import type { Cluster } from '../engine/kubernetes/cluster.ts';
import { lookupName } from '../engine/routing/lookup-name.ts';
import { resolverConfig } from '../engine/routing/resolver-config.ts';
import { type Call, CallError, InputError, option } from './call.ts';
import { readCluster, readText } from './read-input.ts';

interface Query {
  readonly id?: unknown;
  readonly from?: { readonly pod?: unknown };
  readonly name?: unknown;
  readonly type?: unknown;
}

/** `packetwalk resolve FILE... --from pod/NS/NAME NAME` or `--queries FILE`: what a name resolves to in a pod. */
export function resolve(call: Call): string {
  const many = option(call, 'queries');
  const from = option(call, 'from');
  const name = call.positionals.at(-1);
  if (many === undefined && (from === undefined || call.positionals.length < 2)) {
    throw new CallError('resolve needs FILE... --from pod/NS/NAME NAME, or FILE... --queries FILE');
  }
  const { cluster } = readCluster(call, many === undefined ? call.positionals.slice(0, -1) : call.positionals);
  const single: Query = { from: { pod: from?.replace(/^pod\//, '') }, name, type: option(call, 'type') };
  const queries = many === undefined ? [single] : readQueries(many);
  const answers = queries.map((query) => resolveOne(cluster, query));
  const [only] = answers;
  if (many === undefined && only !== undefined && 'error' in only) throw new InputError(only.error.message);
  return answers.map((answer) => `${call.json ? JSON.stringify(answer) : formatAnswer(answer)}\n`).join('');
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

function resolveOne(cluster: Cluster, { id, from, name, type }: Query) {
  const echoed = id === undefined ? {} : { id };
  const [namespace = '', podName = ''] = (typeof from?.pod === 'string' ? from.pod : '').split('/');
  const pod = cluster.pod(namespace, podName);
  if (pod === undefined || typeof name !== 'string') {
    const message = pod === undefined ? `there is no pod "${namespace}/${podName}"` : 'the query has no name';
    return { ...echoed, error: { code: pod === undefined ? 'POD_NOT_FOUND' : 'QUERY_MALFORMED', message } };
  }
  const config = resolverConfig(cluster, pod);
  const types = typeof type === 'string' ? [type.toUpperCase()] : ['A'];
  const { tried, answeredBy = null, rcode, records, addresses, assumptions } = lookupName(cluster, config, name, types);
  const { search, ndots } = config;
  return { ...echoed, search, ndots, tried, answeredBy, rcode, answers: records, addresses, assumptions };
}

function formatAnswer(answer: Answer): string {
  if ('error' in answer) return `error ${answer.error.code}: ${answer.error.message}`;
  return [
    `search ${answer.search.join(' ') || '(none)'}, ndots ${answer.ndots}`,
    ...answer.tried.map((name) => `tried ${name}`),
    answer.rcode,
    ...answer.answers.map(({ name, type, data }) => `${name} ${type} ${data}`),
  ].join('\n');
}
