import type { CodeMark } from './assist.ts';
import { Button } from '../Button.tsx';
import { useWords } from '../words.ts';

export interface MarkListProps {
  readonly text: string;
  readonly marks: readonly CodeMark[];
  readonly onJump: (offset: number) => void;
  readonly onReplace: (from: number, to: number, insert: string) => void;
}

/** What is wrong in a text, line by line; a click leads there. */
export function MarkList({ text, marks, onJump, onReplace }: MarkListProps) {
  const words = useWords('code');
  if (marks.length === 0) return null;
  return (
    <ul aria-label={words.problems} className="flex max-h-32 shrink-0 flex-col overflow-y-auto text-small">
      {marks.map(({ from, to, severity, text: told, fix }) => {
        const before = text.slice(0, from);
        const line = before.split('\n').length;
        const column = from - before.lastIndexOf('\n');
        return (
          <li key={`${from} ${told}`}>
            <button
              type="button"
              className="w-full rounded px-1 py-0.5 text-left break-words hover:bg-sunken"
              onClick={() => onJump(from)}
            >
              <span
                className={
                  severity === 'error' ? 'text-rejected' : severity === 'warning' ? 'text-changed' : 'text-muted'
                }
              >
                {words.severities[severity]}{' '}
              </span>
              <span className="font-mono text-muted">{words.lineAndColumn(line, column)}</span>
              {told}
            </button>
            {fix !== undefined && (
              <Button
                label={fix.label}
                variant="outline"
                className="ml-1"
                onClick={() => onReplace(from, to, fix.insert)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
