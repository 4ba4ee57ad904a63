import { formatObjectRef, type ObjectRef } from '../engine/objects.ts';
import { formatEndpoint } from '../engine/packets.ts';
import {
  conditionsOf,
  isSuccess,
  type NotConsidered,
  isServed,
  type Outcome,
  type OutcomeDestination,
  verdictOf,
} from '../engine/outcomes.ts';
import { formatSource, type TraceRequest } from '../engine/requests.ts';
import type { TraceResult } from '../engine/engine.ts';
import { formatPath } from '../engine/text.ts';
import type { ReportLanguage } from './report-language.ts';
import { foldEnds, foldWays, type Way } from './fold-ways.ts';

/** A line of a summary: what it is about, and what there is to say. */
export interface Fact {
  readonly about: keyof ReportLanguage['words']['labels'];
  readonly text: string;
  /** By which it is looked up; not what a person reads first. */
  readonly code?: string;
}

/** A way, with how often it is taken. */
export interface ReportedWay extends Way {
  /** "2 ways alike, 50 % together"; absent: it is the only one. */
  readonly share?: string;
}

/** Ways that end alike, with what a person wants to know of that end. */
export interface ReportedEnd extends ReportedWay {
  readonly facts: readonly Fact[];
}

/** A result as people read it, in whatever form. */
export interface TraceReport {
  readonly verdict: TraceResult['verdict'];
  readonly source: string;
  readonly target: string;
  /** Objects that were not considered, and the verdict without them; empty: none were. */
  readonly unread: readonly Fact[];
  /** What has to be so for it to arrive, and nothing says; empty: nothing has. */
  readonly conditions: readonly Fact[];
  /** What the whole result rests on. */
  readonly facts: readonly Fact[];
  readonly ends: readonly ReportedEnd[];
  readonly ways: readonly ReportedWay[];
}

/** What is to be said of a result, most wanted first. */
export function reportTrace(request: TraceRequest, result: TraceResult, language: ReportLanguage): TraceReport {
  const { words, narrator } = language;
  const ways = foldWays(result.outcomes);
  const ends = foldEnds(result.outcomes);
  const unread = result.notConsidered ?? [];
  const conditions = result.outcomes.some(isSuccess) ? conditionsOf(result.assumptions) : [];
  return {
    verdict: result.verdict,
    source: formatSource(request.from),
    target: request.to,
    unread: [
      ...unread.map((each) => ({ about: 'notConsidered' as const, text: unreadText(each, narrator) })),
      ...(result.verdict === 'UNDETERMINED' && unread.length > 0
        ? [
            {
              about: unread.length === 1 ? ('without' as const) : ('withoutThem' as const),
              text: words.byTheWalk(verdictOf(result.outcomes)),
            },
          ]
        : []),
    ],
    conditions: some([...new Set(conditions.map(words.onlyIf))], words).map((text) => ({
      about: 'onlyIf' as const,
      text,
    })),
    facts: [
      ...missingFacts(result, words),
      ...result.assumptions.map((each) => ({
        about: 'restsOn' as const,
        text: narrator.assumption(each),
        code: each.code,
      })),
    ],
    ends: ends.map((end) => ({
      ...end,
      ...(ends.length > 1 && { share: words.ways(end.ways, percent(end)) }),
      facts: factsOf(end, request, language),
    })),
    ways: ways.map((way) => ({
      ...way,
      ...((result.ways ?? result.outcomes.length) > 1 && { share: shareOf(way, ways.length, words) }),
    })),
  };
}

/** Most sentences begin with the object as their subject. */
function unreadText(unread: NotConsidered, narrator: ReportLanguage['narrator']): string {
  const name = formatObjectRef(unread.object);
  const said = narrator.notConsidered(unread);
  return said.startsWith(name) ? said : `${name}: ${said}`;
}

/** That not all ways were walked. */
function missingFacts({ missing }: TraceResult, words: ReportLanguage['words']): readonly Fact[] {
  if (missing === undefined) return [];
  const text = words.chanceNotWalked(Number((missing.probability * 100).toPrecision(2)));
  return [{ about: 'notWalked', text }];
}

const percent = ({ probability }: Way): string => `${Number((probability * 100).toFixed(probability < 0.1 ? 2 : 1))} %`;

function shareOf(way: Way, ways: number, words: ReportLanguage['words']): string {
  if (way.ways === 1) return words.ways(way.ways, percent(way));
  return words.waysAlike(way.ways, percent(way), ways !== 1);
}

const NAMED = 6;

/** The first of many, and how many more there are. */
function some(texts: readonly string[], words: ReportLanguage['words']): readonly string[] {
  return texts.length <= NAMED ? texts : [...texts.slice(0, NAMED), words.more(texts.length - NAMED)];
}

function factsOf({ outcomes, shown }: Way, request: TraceRequest, language: ReportLanguage): readonly Fact[] {
  const { words, narrator } = language;
  const { http, cause } = shown;
  const status = http === null ? [] : [{ about: 'http' as const, text: httpText(shown, words) }];
  const served = shown.destination !== null && shown.disposition === 'ACCEPTED';
  const answered = served
    ? some([...new Set(outcomes.map((each) => endText(each, words)))], words).map((text) => ({
        about: 'answeredBy' as const,
        text,
      }))
    : [];
  const end = served || cause !== null ? [] : [{ about: 'end' as const, text: narrator.outcome(shown) }];
  const sources = outcomes.filter(arrives).map((each) => sourceText(each, words));
  const seen = some([...new Set(sources)], words).map((text) => ({ about: 'sees' as const, text }));
  const isLost = !isServed(shown) && cause === null && served;
  const lost = isLost ? [{ about: 'answer' as const, text: narrator.outcome(shown) }] : [];
  return [...status, ...causeFacts(shown, request, language), ...answered, ...end, ...seen, ...lost];
}

function causeFacts({ cause }: Outcome, request: TraceRequest, { words, narrator }: ReportLanguage): readonly Fact[] {
  if (cause === null) return [];
  const { object, path = [] } = cause;
  const client: ObjectRef | undefined = 'pod' in request.from ? podRef(request.from.pod) : undefined;
  const command = words.kubectl({ cause, ...(client !== undefined && { client }), host: hostOf(request.to) });
  const field = path.length === 0 ? '' : `, ${formatPath(path)}`;
  return [
    { about: 'cause', text: narrator.cause(cause), code: cause.code },
    ...(object === undefined ? [] : [{ about: 'object' as const, text: formatObjectRef(object) + field }]),
    cause.fix === undefined
      ? { about: 'toDo', text: words.whatToDo[cause.code] }
      : { about: 'fix', text: narrator.fix(cause.fix) },
    ...(command === undefined ? [] : [{ about: 'seeIt' as const, text: command }]),
  ];
}

function podRef(text: string): ObjectRef {
  const [namespace = '', name = ''] = text.split('/');
  return { kind: 'Pod', namespace, name };
}

function hostOf(url: string): string {
  return /^(?:[a-z]+:\/\/)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url)?.[1] ?? url;
}

function httpText({ http }: Outcome, words: ReportLanguage['words']): string {
  if (http === null) return '';
  const { status, route, backend, location, listener } = http;
  return words.http({
    status,
    location,
    listener,
    route: route && { name: formatObjectRef(route), rule: route.rule + 1 },
    backend: backend && `${backend.namespace}/${backend.service}:${backend.port}`,
  });
}

const arrives = ({ disposition, http, legs }: Outcome): boolean =>
  (disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK' || disposition === 'REFUSED') &&
  (http === null || legs.some(({ kind }) => kind === 'PROXIED'));

function endText({ destination, final }: Outcome, words: ReportLanguage['words']): string {
  const where = formatEndpoint(final.destinationIP, final.destinationPort);
  return destination === null ? where : words.destinationAt(destinationName(destination, words), where);
}

/** "Pod shop/web-0 (container web)" */
function destinationName(
  { kind, namespace, name, container }: OutcomeDestination,
  words: ReportLanguage['words'],
): string {
  const ref = formatObjectRef({ kind, name, ...(namespace !== undefined && { namespace }) });
  return container === undefined ? ref : words.inContainer(ref, container);
}

/** Whose address the receiver of the last packet sees: the last connection's, which is a proxy's own behind a proxy. */
function sourceText({ final, legs }: Outcome, words: ReportLanguage['words']): string {
  const seen = final.sourceIP;
  const client = legs.find(({ kind }) => kind === 'CONNECTION')?.request.flow.sourceIP;
  if (client === undefined || client === seen) return words.sees.client(seen);
  const last = legs.findLast(({ kind }) => kind !== 'MIRRORED');
  const { masqueraded = false, flow } = last?.request ?? {};
  if (last?.kind !== 'PROXIED' || flow === undefined)
    return masqueraded ? words.sees.masqueraded(seen, client) : words.sees.other(seen, client);
  return masqueraded ? words.sees.masqueradedProxy(seen, flow.sourceIP, client) : words.sees.proxy(seen, client);
}
