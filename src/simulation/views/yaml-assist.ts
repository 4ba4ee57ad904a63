import type { ClusterPrograms } from '../../engine/clusters.ts';
import { completionsAt, fieldAtCursor, type NamesOfKind } from '../../manifests/assist/complete.ts';
import type { FieldAddress } from '../../manifests/assist/field-address.ts';
import { placeDiagnostics } from '../../manifests/assist/place.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import { type ObjectText, readDocuments } from '../../manifests/board-text.ts';
import { isRefusedFinding } from '../../manifests/checks/refusals.ts';
import { parseObject, parseObjects } from '../../manifests/edit.ts';
import type { Words } from '../../narration/page/words.ts';
import { fieldMeaning, sayTaken } from './field-meaning.ts';
import { type BoardFinding, findingKey } from './findings.ts';

/** What an editor of objects asks for. */
export interface YamlAssistOptions {
  /** With those of `editor` and `narrator`. */
  readonly words: Words;
  readonly programs: ClusterPrograms;
  readonly namesOf: NamesOfKind;
  /** What is likely to be a mistake, or is not taken, once the text, which holds these objects, is applied: told at the fields they blame. */
  readonly findings: (text: string, written: readonly ObjectText[]) => readonly BoardFinding[];
  /** What is found of the board as it is: what is refused of it already keeps nothing from being applied. */
  readonly before?: () => readonly BoardFinding[];
  /** Absent: the text holds one object; else it was made of these. */
  readonly shown?: readonly ObjectText[];
}

/** Something wrong at a place of the text: offsets, and what may be meant instead. */
export interface YamlMark {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly text: string;
  /** A text with it cannot be applied: an API server would refuse it. */
  readonly stops: boolean;
  readonly fix?: { readonly label: string; readonly insert: string };
}

const SEVERITIES: readonly YamlMark['severity'][] = ['error', 'warning', 'info'];

/** Tells an editor of objects what is wrong in its text, what may be written at a place and what a field means. Nothing of it throws. */
export function createYamlAssist({ words, programs, namesOf, findings, before, shown }: YamlAssistOptions) {
  const said = words.of('fieldMeanings');
  const { useInstead } = words.of('code');
  const narrator = words.of('narrator');
  const meaning = (address: FieldAddress | undefined): string | undefined => address && said.meaningOf(address);
  const readText = (text: string) => {
    if (shown !== undefined) {
      const { objects, diagnostics, locate } = readDocuments(text, shown, programs);
      return { own: diagnostics, written: objects, locate };
    }
    const { objects, locate } = parseObjects(text, programs);
    return {
      own: parseObject(text, programs).diagnostics,
      written: objects.map((object): ObjectText => ({ object, text })),
      locate,
    };
  };
  return {
    /** Errors first; of one severity in the order of the text. */
    diagnose: (text: string): readonly YamlMark[] => {
      const { own, written, locate } = readText(text);
      const stops = new Set(own.filter(({ severity }) => severity === 'error'));
      const old = new Set(before?.().map(findingKey));
      const blamed = findings(text, written).flatMap((finding): readonly Diagnostic[] => {
        const placed = locate(finding);
        if (placed.line === undefined) return [];
        if (before !== undefined && isRefusedFinding(finding) && !old.has(findingKey(finding))) stops.add(placed);
        return [placed];
      });
      const marks = placeDiagnostics(text, [...own, ...blamed]).map(({ from, to, diagnostic, meant }) => ({
        from,
        to,
        severity: diagnostic.severity,
        text: narrator.diagnostic(diagnostic),
        stops: stops.has(diagnostic),
        ...(meant !== undefined && { fix: { label: useInstead(meant), insert: meant } }),
      }));
      const seen = new Set<string>();
      const once = marks.filter(({ from, text: told }) => {
        const key = `${from} ${told}`;
        return !seen.has(key) && seen.add(key);
      });
      return once.toSorted(
        (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.from - b.from || a.to - b.to,
      );
    },
    complete: (text: string, at: number) => {
      const found = completionsAt(text, at, namesOf);
      return (
        found && {
          from: found.from,
          options: found.options.map(({ takes, address, ...option }) => {
            const info = meaning(address);
            return {
              ...option,
              ...(takes !== undefined && { detail: sayTaken(said, takes) }),
              ...(info !== undefined && { info }),
            };
          }),
        }
      );
    },
    explain: (text: string, at: number) => {
      const field = fieldAtCursor(text, at);
      if (field === undefined) return undefined;
      const { from, to, address, shape } = field;
      const meaning = fieldMeaning(said, address, shape);
      return meaning && { from, to, ...meaning };
    },
  };
}
