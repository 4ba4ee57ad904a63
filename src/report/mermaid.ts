import type { Cluster } from '../engine/objects.ts';
import type { Outcome } from '../engine/outcomes.ts';
import { type WalkedLeg, walkedLegs } from './walked-legs.ts';
import { printable } from './printable.ts';
import type { Reported } from './result-line.ts';
import { type Fact, reportTrace, type TraceReport } from './report-trace.ts';
import type { ReportLanguage } from './report-language.ts';
import { tellingWay } from './fold-ways.ts';

/** A result as a Mermaid sequence diagram: a participant per place, an arrow per hop, a note where something changes or ends. */
export function formatMermaid(cluster: Cluster, { request, line, shown }: Reported, language: ReportLanguage): string {
  const { words } = language;
  const lines = ['sequenceDiagram'];
  if ('error' in line || request === undefined) {
    const said = 'error' in line ? line.error.message : words.unreadableRequest;
    return `${[...lines, '  participant p0 as packetwalk', `  Note over p0: ${text(said)}`].join('\n')}\n`;
  }
  const report = reportTrace(request, line, language);
  const way = shown ?? tellingWay(report.ways)?.shown;
  const legs = way === undefined ? [] : walkedLegs(cluster, way, language);
  const places = [...new Set(legs.flatMap(({ hops }) => hops.map(({ place }) => place)))];
  const idOf = (place: string): string => `p${places.indexOf(place)}`;
  return `${[
    ...lines,
    ...places.map((place) => `  participant ${idOf(place)} as ${text(place)}`),
    ...legs.flatMap((leg) => drawLeg(leg, idOf)),
    ...(places.length === 0
      ? ['  participant p0 as packetwalk', `  Note over p0: ${text(words.nothingSetOff(report.verdict))}`]
      : [`  Note over p0: ${text(verdictNote(report, way))}`]),
  ].join('\n')}\n`;
}

/** The verdict, and what makes it so: what is not known, or how the way that is drawn ends. */
function verdictNote({ verdict, ends, unread }: TraceReport, drawn: Outcome | undefined): string {
  const end = ends.find(({ outcomes }) => drawn !== undefined && outcomes.includes(drawn));
  const [doubt] = verdict === 'UNDETERMINED' ? unread : [];
  const said = doubt ?? end?.facts.find(({ about }) => TOLD.has(about));
  return said === undefined ? verdict : `${verdict}: ${said.text}`;
}

const TOLD: ReadonlySet<Fact['about']> = new Set(['cause', 'http', 'answeredBy']);

function drawLeg({ title, flow, carries, hops }: WalkedLeg, idOf: (place: string) => string): readonly string[] {
  const arrow = carries === 'request' ? '->>' : '-->>';
  return hops.flatMap(({ place, what, changed }, at) => {
    const before = hops[at - 1];
    const label = at === 1 ? `${title}: ${flow}` : '';
    const drawn = before === undefined ? [] : [`  ${idOf(before.place)}${arrow}${idOf(place)}: ${text(label) || ' '}`];
    const told = changed || (at === hops.length - 1 && carries === 'request');
    return told && what !== '' ? [...drawn, `  Note over ${idOf(place)}: ${text(what)}`] : drawn;
  });
}

/** Words from outside as Mermaid takes them: what has a meaning there stands as an entity code. */
function text(words: string): string {
  return printable(words).replace(/[#;<>"%\\{}]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
