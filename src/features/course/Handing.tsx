import { linkRisk } from '../../scenario/link-advice.ts';
import { CopyButton } from '../../ui/copying/CopyButton.tsx';
import { useWords } from '../../ui/words.ts';

interface HandingProps {
  /** The link that holds the course; null: it is too long for one; undefined: it is still being written. */
  readonly link: string | null | undefined;
  /** By which name its file is downloaded. */
  readonly name: string;
}

/** How learners get to a course. */
export function Handing({ link, name }: HandingProps) {
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
    </section>
  );
}
