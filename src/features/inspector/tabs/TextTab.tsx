import { useCallback, useMemo } from 'react';
import { useView } from '../../../simulation/workspace/context.ts';
import { CopyButton } from '../../../ui/copying/CopyButton.tsx';
import { useWords } from '../../../ui/words.ts';

const MAX_LINES = 400;

export interface TextTabProps {
  /** What the text is, e.g. "iptables-save". */
  readonly name: string;
  readonly lines: readonly string[];
}

/** What a command prints, with a filter: every word must occur in a line. Long output is cut, and says so. */
export function TextTab({ name, lines }: TextTabProps) {
  const said = useWords('inspector');
  const copying = useWords('copying');
  const inspector = useView((state) => state.inspector);
  const look = useView((state) => state.look);
  const { filter = '', ...unfiltered } = inspector;
  const found = useMemo(() => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    return words.length === 0
      ? lines
      : lines.filter((line) => words.every((word) => line.toLowerCase().includes(word)));
  }, [lines, filter]);
  const text = useCallback(() => `${found.join('\n')}\n`, [found]);
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      {lines.length > 12 && (
        <div className="flex items-center gap-3">
          <input
            type="search"
            aria-label={said.text.filter(name)}
            placeholder={said.text.filterExample}
            className="h-8 min-w-0 flex-1 rounded border border-line-strong bg-surface px-2 font-mono text-small text-ink placeholder:text-faint hover:border-ink"
            value={filter}
            onChange={(event) =>
              look({
                inspector: event.target.value === '' ? unfiltered : { ...inspector, filter: event.target.value },
              })
            }
          />
          <span className="shrink-0 text-small text-muted" role="status">
            {filter === '' ? said.text.lines(lines.length) : said.text.found(found.length, lines.length)}
          </span>
        </div>
      )}
      {found.length === 0 ? (
        <p className="text-small text-muted">{lines.length === 0 ? said.text.nothing : said.text.notFound}</p>
      ) : (
        <div className="flex items-start gap-1">
          <pre
            aria-label={name}
            className="min-w-0 flex-1 text-[0.75rem] leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap text-ink"
          >
            {found.slice(0, MAX_LINES).map((line, index) => (
              // Lines repeat (COMMIT): the place is what identifies one.
              // oxlint-disable-next-line react/no-array-index-key
              <div key={index} className="pl-[2ch] -indent-[2ch]">
                {line}
              </div>
            ))}
          </pre>
          <CopyButton label={copying.copyText(name)} text={text} className="sticky top-2 shrink-0" />
        </div>
      )}
      {found.length > MAX_LINES && <p className="text-small text-muted">{said.text.isCut(MAX_LINES, found.length)}</p>}
    </div>
  );
}
