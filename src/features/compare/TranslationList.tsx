import { Fragment } from 'react';
import { ENGLISH } from '../../narration/en/all-words.ts';
import { ruleText } from '../../narration/rule-text.ts';
import type { Translation, TranslatingStep } from '../../simulation/views/compare-modes.ts';
import { Code } from '../../ui/Code.tsx';
import { changeWords } from './mode-words.ts';

/** Every change of addresses in order, with the rules or map elements that led to it. */
export function TranslationList({ translations }: { readonly translations: readonly Translation[] }) {
  if (translations.length === 0) return <span className="text-muted">none</span>;
  return (
    <ol className="flex flex-col gap-3">
      {translations.map((translation, index) => (
        // In order: the place identifies it.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className="flex flex-col gap-1">
          <p>
            <span className="font-semibold">{translation.step.action}</span>
            <span className="text-muted">
              {' '}
              on {ENGLISH.place(translation.namespace)}
              {translation.direction === 'reply' ? ', on the way back' : ''}
            </span>
          </p>
          {changeWords(translation.step.detail.changes).map(({ end, before, after }) => (
            <p key={end} className="break-words">
              <span className="text-muted">{end} </span>
              <Code text={before} className="text-muted" /> <span aria-label="becomes">→</span>{' '}
              <Code text={after} className="font-semibold" />
            </p>
          ))}
          {translation.rules.length === 0 ? (
            <p className="text-muted">{withoutRule(translation.step)}</p>
          ) : (
            <ul className="flex flex-col gap-1 border-l border-line pl-3">
              {translation.rules.map((step, place) => (
                // oxlint-disable-next-line react/no-array-index-key
                <li key={place}>
                  <Rule text={ruleText(step)} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Breaks between words; inside one only where it is longer than the line, so that names stay whole. */
function Rule({ text }: { readonly text: string }) {
  return (
    <code className="font-mono text-small text-muted">
      {text.split(' ').map((word, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          <span className="inline-block max-w-full break-words">{word}</span>{' '}
        </Fragment>
      ))}
    </code>
  );
}

function withoutRule(step: TranslatingStep): string {
  switch (step.type) {
    case 'TRANSLATE':
      return 'from the connection table, no rule';
    case 'IPVS':
      return 'virtual server, no rule';
    case 'BPF':
      return `eBPF program at ${step.detail.attached}, no rule`;
  }
}
