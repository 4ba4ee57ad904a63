import type { Cluster } from '../engine/objects.ts';
import { type Hop, type Step, type Trace, formatFlow } from '../engine/packets.ts';
import { type Carries, carries, continues, walkOrder, type DnsLookup, type Outcome } from '../engine/outcomes.ts';
import { ruleText } from '../narration/rule-text.ts';
import type { ReportLanguage } from './report-language.ts';

/** One way of one leg, hop by hop. */
export interface WalkedLeg {
  /** "DNS lookup", "connection", "reply" … */
  readonly title: string;
  /** It carries the questions for a name. */
  readonly isLookup: boolean;
  readonly carries: Carries;
  /** The header it set off with. */
  readonly flow: string;
  /** What was asked and answered; absent: no name lookup. */
  readonly lookup?: string;
  readonly questions: readonly string[];
  readonly hops: readonly WalkedHop[];
}

export interface WalkedHop {
  readonly place: string;
  /** What this place did with the packet. */
  readonly what: string;
  readonly changed: boolean;
  /** The steps inside, each with what could be seen on the host itself. */
  readonly steps: readonly { readonly title: string; readonly evidence: string }[];
}

/** The walk of an outcome in the order of what happens; a reply that waits for other connections is named again. */
export function walkedLegs(cluster: Cluster, { legs }: Outcome, language: ReportLanguage): readonly WalkedLeg[] {
  const { words } = language;
  return walkOrder(legs).flatMap(({ leg: at, direction }) => {
    const leg = legs[at];
    const trace = leg?.[direction];
    if (leg === undefined || trace === undefined) return [];
    const carried = carries(leg, direction);
    const named = words.legs[leg.kind];
    const kind = continues(leg) ? words.follows(named) : named;
    const title = direction === 'request' ? kind : words.comesBack(kind, carried);
    const asked = leg.kind === 'DNS' && direction === 'request' ? asking(leg.lookup, words) : { questions: [] };
    const isLookup = leg.kind === 'DNS';
    return [
      {
        title,
        isLookup,
        carries: carried,
        flow: formatFlow(trace.flow),
        ...asked,
        hops: hopsOf(cluster, trace, { carried, language }),
      },
    ];
  });
}

function asking(lookup: DnsLookup, words: ReportLanguage['words']): Pick<WalkedLeg, 'lookup' | 'questions'> {
  const { summary, advice } = words.lookup(lookup);
  const questions = lookup.questions.map(({ name, type, rcode, records, told }) => {
    const answer = records.map(({ data }) => data).join(' ');
    const said = `${name} ${type} ${rcode === 'NOERROR' ? answer || words.noSuchRecord : rcode}`;
    return told === undefined ? said : words.inCorefile(said, told);
  });
  return { lookup: advice === undefined ? summary : `${summary} ${advice}`, questions };
}

function hopsOf(
  cluster: Cluster,
  trace: Trace,
  { carried: direction, language: { narrator } }: { readonly carried: Carries; readonly language: ReportLanguage },
): readonly WalkedHop[] {
  return trace.hops.map((hop) => {
    const context = { cluster, hop, direction };
    return {
      place: narrator.place(hop.namespace, cluster.settings.machine),
      what: narrator.hop(context),
      changed: hasChange(hop),
      steps: hop.steps.map((step) => ({ title: narrator.step(step, context).title, evidence: evidence(step) })),
    };
  });
}

function hasChange({ steps }: Hop): boolean {
  return steps.some(({ type }) => type === 'TRANSLATE' || type === 'IPVS' || type === 'BPF' || type === 'TUNNEL');
}

/** What could be seen on the host itself: the rule, the changed header, or the outer one. */
function evidence(step: Step): string {
  if (step.type === 'RULE') return ruleText(step);
  if (step.type === 'TRANSLATE' || step.type === 'IPVS' || step.type === 'BPF')
    return step.detail.changes.map(({ field, before, after }) => `${field} ${before} -> ${after}`).join(', ');
  // What a capture on the wire would show.
  if (step.type === 'TUNNEL' && step.detail.outer !== undefined) return formatFlow(step.detail.outer);
  return '';
}
