import type { ReactNode } from 'react';
import { toldOnce } from '../../manifests/checks/refusals.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import { DiagnosticList } from './DiagnosticList.tsx';
import type { Findings, Found, ImportProgress, Reading } from './reading.ts';
import { meantKind } from './meant-kind.ts';
import { refusedNames } from './refused-names.ts';
import { SkippedKinds } from './SkippedKinds.tsx';
import { skippedKinds } from './skipped-kinds.ts';
import { useWords } from '../../ui/words.ts';

function ReadingOn({ progress }: { readonly progress: ImportProgress | undefined }) {
  const words = useWords('files');
  const { stage, done, total, objects } = progress ?? { stage: 'reading', done: 0, total: 0, objects: 0 };
  return (
    <HowFar label={words.stages[stage]} share={stage === 'reading' && total > 0 ? done / total : undefined}>
      {total > 0 && (
        <p className="text-small tabular-nums">{words.isRead(megabytes(done), megabytes(total), objects)}</p>
      )}
    </HowFar>
  );
}

interface HowFarProps {
  readonly label: string;
  readonly share: number | undefined;
  readonly children?: ReactNode;
}

/** A bar; without a share it only says that something goes on. */
export function HowFar({ label, share, children }: HowFarProps) {
  const words = useWords('files');
  return (
    <div className="flex flex-col gap-2 px-6 py-4 text-muted">
      <p role="status">{words.goesOn(label)}</p>
      <progress aria-label={label} value={share} className="h-1 w-full accent-accent" />
      {children}
    </div>
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

interface FoundProps {
  readonly reading: Reading | undefined;
  /** undefined: they are still looking. */
  readonly found: Found | undefined;
  readonly progress: ImportProgress | undefined;
  readonly problem: string | undefined;
  readonly kinds: readonly string[];
  /** There is a board that the objects could be added to. */
  readonly addable: boolean;
}

/** What was read and what is wrong with it, or how far reading is. */
export function WhatWasFound({ reading, found, progress, problem, kinds, addable }: FoundProps) {
  const words = useWords('files');
  if (problem !== undefined) {
    return (
      <p role="alert" className="px-6 py-4 text-rejected">
        {problem}
      </p>
    );
  }
  if (reading === undefined) {
    return <ReadingOn progress={progress} />;
  }
  const { objects, skipped, diagnostics } = reading;
  const findings = found === undefined || 'unchecked' in found ? NONE : found;
  const left = skippedKinds(reading, words.skipped.why);
  const count = Object.values(reading.read).reduce((sum, each) => sum + each, 0);
  const slips = Object.keys(skipped).flatMap((kind) => {
    const meant = meantKind(kind, kinds);
    return meant === undefined ? [] : [{ kind, meant }];
  });
  const all = toldOnce([...diagnostics, ...findings.replace]);
  const refused = refusedNames(all);
  const added = addable ? onlyIn(toldOnce([...diagnostics, ...findings.add]), all) : [];
  return (
    <div
      // Keyboards have to be able to scroll it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={words.found.title}
      className="flex flex-col gap-3 py-4 focus-visible:-outline-offset-2"
    >
      <p role="status" className="px-6">
        {objects.length === 0 ? words.found.nothing : words.found.read(count)}
        {count > 0 && found === undefined && ` ${words.found.looking}`}
        {count > 0 && found === findings && all.length === 0 && ` ${words.found.noProblems}`}
      </p>
      {count > 0 && found !== undefined && 'unchecked' in found && (
        <p className="px-6 text-small text-muted">{words.found.notChecked(found.unchecked)}</p>
      )}
      {count > 0 && <p className="px-6 text-small text-muted">{words.found.kinds(Object.entries(reading.read))}</p>}
      <SkippedKinds groups={left} />
      {slips.map(({ kind, meant }) => (
        <p key={kind} className="mx-6 border-l-2 border-changed pl-3 text-small">
          {words.found.meant(kind, meant)}
        </p>
      ))}
      {refused.length > 0 && (
        <p className="mx-6 border-l-2 border-rejected pl-3 text-small">{words.found.refused(refused)}</p>
      )}
      {all.length > 0 && <DiagnosticList label={words.found.diagnostics} diagnostics={all} />}
      {added.length > 0 && (
        <>
          <p className="px-6 text-small text-muted">{words.found.whenAdded}</p>
          <DiagnosticList label={words.found.problemsWhenAdded} diagnostics={added} />
        </>
      )}
    </div>
  );
}

const NONE: Findings = { replace: [], add: [] };

/** Those about a place that none of the others has the same to say about. */
function onlyIn(all: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = (diagnostic: Diagnostic): string => {
    const { code, file, line, column } = diagnostic;
    return [code === 'MORE_ALIKE' ? diagnostic.detail.code : code, file, line, column].join(' ');
  };
  const known = new Set(others.map(key));
  return all.filter((diagnostic) => !known.has(key(diagnostic)));
}
