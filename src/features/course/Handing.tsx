import { Download } from 'lucide-react';
import { linkRisk } from '../../scenario/link-advice.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/copying/CopyButton.tsx';
import { useWords } from '../../ui/words.ts';

interface HandingProps {
  /** The link that holds the course; null: it is too long for one; undefined: it is still being written. */
  readonly link: string | null | undefined;
  /** By which name its file is downloaded. */
  readonly name: string;
  /** Downloads the trainer's own copy; undefined: it would say no more. */
  readonly onOwnCopy: (() => void) | undefined;
}

/** How learners get to a course. */
export function Handing({ link, name, onOwnCopy }: HandingProps) {
  const words = useWords('makeCourse');
  return (
    <section
      aria-label={words.link}
      aria-busy={link === undefined}
      className="flex flex-col gap-2 border-t border-line px-6 py-4"
    >
      <p className="text-small text-pretty text-muted">{words.aboutFile(name)}</p>
      {link === null ? (
        <p className="text-small text-muted">{words.tooLong}</p>
      ) : (
        <>
          <p className="text-small text-pretty text-muted">
            {link === undefined ? words.linkComes : words.aboutLink(link.length, linkRisk(link.length) !== undefined)}
          </p>
          <span className="flex items-start gap-1">
            <textarea
              readOnly
              rows={2}
              aria-label={words.link}
              value={link ?? ''}
              className="w-full min-w-0 resize-none rounded-md border border-line-strong bg-paper px-3 py-2 font-mono text-small break-all"
              onFocus={(event) => event.currentTarget.select()}
            />
            {link !== undefined && <CopyButton label={words.link} text={link} />}
          </span>
        </>
      )}
      {onOwnCopy && (
        <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1 basis-64 text-small text-pretty text-muted">{words.aboutNotes}</span>
          <Button
            label={words.downloadNotes}
            variant="outline"
            icon={<Download size={14} aria-hidden />}
            onClick={onOwnCopy}
          />
        </span>
      )}
    </section>
  );
}
