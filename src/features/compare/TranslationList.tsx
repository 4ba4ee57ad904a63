import type { RoomWords } from '../../narration/page/language.ts';
import { Fragment } from 'react';
import { ruleText } from '../../narration/rule-text.ts';
import type { Translation, TranslatingStep } from '../../simulation/views/compare-walks.ts';
import { Code } from '../../ui/Code.tsx';
import { CopyButton } from '../../ui/copying/CopyButton.tsx';
import { useWords } from '../../ui/words.ts';
import { changeWords } from './mode-words.ts';

/** Every change of addresses in order, with the rules or map elements that led to it. */
export function TranslationList({ translations }: { readonly translations: readonly Translation[] }) {
  const { translations: words } = useWords('compare');
  const narrator = useWords('narrator');
  if (translations.length === 0) return <span className="text-muted">{words.none}</span>;
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
              {(translation.direction === 'reply' ? words.atOnTheWayBack : words.at)(
                narrator.place(translation.namespace),
              )}
            </span>
          </p>
          {changeWords(translation.step.detail.changes).map(({ end, before, after }) => (
            <p key={end} className="break-words">
              <span className="text-muted">{words.ends[end]} </span>
              <Code text={before} className="text-muted" /> <span aria-label={words.becomes}>→</span>{' '}
              <Code text={after} className="font-semibold" />
            </p>
          ))}
          {translation.rules.length === 0 ? (
            <p className="text-muted">{withoutRule(translation.step, words)}</p>
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
  const words = useWords('copying');
  return (
    <span className="flex items-start gap-1">
      <code className="min-w-0 flex-1 font-mono text-small text-muted">
        {text.split(' ').map((word, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <Fragment key={index}>
            <span className="inline-block max-w-full break-words">{word}</span>{' '}
          </Fragment>
        ))}
      </code>
      <CopyButton label={words.copyRule} text={text} className="shrink-0" />
    </span>
  );
}

function withoutRule(step: TranslatingStep, words: RoomWords['compare']['translations']): string {
  switch (step.type) {
    case 'TRANSLATE':
      return words.fromConntrack;
    case 'IPVS':
      return words.fromIpvs;
    case 'BPF':
      return words.fromEbpf(step.detail.attached);
  }
}
