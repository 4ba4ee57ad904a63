import type { Assumption } from '../../kubernetes/model/assumption.ts';
import { type Ip, parseIp } from '../../net/ip.ts';
import type { NameServer } from './dns-answers.ts';
import type { DnsRecord, Rcode } from './dns-record.ts';
import { candidateNames, type ResolverConfig } from './resolver-config.ts';

/** One question that was sent, and what came back. */
export interface DnsQuestion {
  /** Fully qualified, with its dot at the end. */
  readonly name: string;
  readonly type: string;
  readonly rcode: Rcode | 'NO_ANSWER';
  readonly records: readonly DnsRecord[];
  /** The line of the server's settings by which it answers so; absent: any server would. */
  readonly told?: string;
}

/** What a list of questions comes to. */
export interface DnsResult {
  /** SERVFAIL: a name could not be found out, and none was answered. NO_ANSWER: the server was silent. */
  readonly rcode: DnsQuestion['rcode'];
  /** The name that was answered with records; absent: none was. */
  readonly answeredBy?: string;
  readonly records: readonly DnsRecord[];
  readonly addresses: readonly Ip[];
  /** CNAME targets followed, in order. */
  readonly aliases: readonly string[];
  /** The names asked for, in order. */
  readonly tried: readonly string[];
}

/** What a resolver in a pod learned about a name. */
export interface NameLookup extends DnsResult {
  /** In order: of one name all types, then the next name. */
  readonly questions: readonly DnsQuestion[];
  readonly assumptions: readonly Assumption[];
}

/**
 * Asks for every candidate name in order until one is answered with records; of one name all `types` are asked for, as
 * getaddrinfo asks for A and AAAA. Source: glibc resolv/res_query.c __res_context_search.
 * Simplification: glibc's resolver; musl asks all servers at once and leaves the search list out where the dots suffice.
 * Simplification: a question answered with SERVFAIL is not repeated.
 */
export function lookupName(
  config: Pick<ResolverConfig, 'search' | 'ndots'>,
  name: string,
  types: readonly string[],
  server: NameServer,
): NameLookup {
  const questions: DnsQuestion[] = [];
  const assumptions: Assumption[] = [];
  for (const candidate of candidateNames(name, config)) {
    const answers = types.map((type) => ({ name: candidate, type, ...server(candidate, type) }));
    questions.push(
      ...answers.map(({ name: asked, type, rcode, records, told }) => ({
        name: asked,
        type,
        rcode,
        records,
        ...(told && { told }),
      })),
    );
    assumptions.push(...answers.flatMap((answer) => answer.assumptions).slice(0, 1));
    if (answers.some(({ records }) => records.length > 0)) break;
  }
  return { questions, assumptions, ...summarizeQuestions(questions) };
}

/** What the questions to one server come to, taken together. */
export function summarizeQuestions(questions: readonly DnsQuestion[]): DnsResult {
  const all = questions.flatMap((question) => question.records);
  // A and AAAA bring the same CNAMEs.
  const records = [...new Map(all.map((each) => [`${each.name} ${each.type} ${each.data}`, each])).values()];
  const answeredBy = questions.find((question) => question.records.length > 0)?.name;
  const codes = new Set(questions.map(({ rcode }) => rcode));
  const worst = (['NOERROR', 'SERVFAIL', 'REFUSED', 'NXDOMAIN'] as const).find((rcode) => codes.has(rcode));
  return {
    rcode: worst ?? 'NO_ANSWER',
    ...(answeredBy === undefined ? {} : { answeredBy }),
    records,
    addresses: records.flatMap(({ type, data }) => (type === 'A' || type === 'AAAA' ? (parseIp(data) ?? []) : [])),
    aliases: records.filter(({ type }) => type === 'CNAME').map(({ data }) => data),
    tried: [...new Set(questions.map(({ name }) => name))],
  };
}
