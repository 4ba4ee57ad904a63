import { Check, Copy, Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { LinkRisk } from '../../scenario/link-advice.ts';
import type { ShareReport } from '../../scenario/omissions.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { sayError } from '../../ui/fetch-part.ts';
import { usePageWords, useWords } from '../../ui/words.ts';
import { LeftOut } from './LeftOut.tsx';

const QrCode = lazyPart(
  { part: 'qrCode', place: 'panel', loading: <div className="size-48 shrink-0" /> },
  async () => (await import('./QrCode.tsx')).QrCode,
);

/** A link to what is on the screen, and where it will work. */
export interface ShareLink {
  readonly url: string;
  /** lesson: an address that names a lesson as it is; change: a lesson and what was changed of it; board: all of it. */
  readonly form: 'lesson' | 'change' | 'board';
  /** What is not in the link, and what in it may be private; absent: nothing. */
  readonly report?: ShareReport;
  /** How long it is and where a link of that length may break; absent: nowhere. */
  readonly risk?: LinkRisk;
}

export interface ShareProps {
  readonly createLink: () => Promise<ShareLink>;
  readonly onDownload: () => void;
  readonly onClose: () => void;
}

type Copied = 'not yet' | 'copied' | 'refused';

/** Characters of a link up to which a phone's camera reads its code from a screen. */
const MOST_SCANNED = 1200;

/** Makes a link that shows this board, this walk and this step; copies it at once. */
export function Share({ createLink, onDownload, onClose }: ShareProps) {
  const words = useWords('share');
  const { field, link, problem, copied, copy } = useLink(createLink);
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      footer={
        <>
          <p id="about-file" className="min-w-48 flex-1 text-small text-pretty text-muted">
            {words.aboutFile}
          </p>
          <Button
            label={words.downloadFile}
            variant="outline"
            icon={<Download size={16} aria-hidden />}
            aria-describedby="about-file"
            onClick={onDownload}
          />
          <Button
            label={copied === 'copied' ? words.copied : words.copy}
            variant="primary"
            icon={copied === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
            disabled={link === undefined}
            onClick={() => link && void copy(link.url)}
          />
        </>
      }
    >
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-pretty text-muted">
          {link !== undefined && `${words.about[link.form]} `}
          {words.nothingIsSent}
        </p>
        {problem !== undefined && (
          <p role="alert" className="text-rejected">
            {words.couldNotBeMade(problem)}
          </p>
        )}
        <textarea
          ref={field}
          readOnly
          rows={link === undefined || link.url.length > 200 ? 4 : 3}
          aria-label={words.link}
          value={link?.url ?? ''}
          className="w-full shrink-0 resize-none rounded-md border border-line-strong bg-paper px-3 py-2 font-mono text-small break-all text-ink"
          onFocus={(event) => event.currentTarget.select()}
        />
        <p role="status" className="text-small text-muted">
          {link === undefined
            ? problem === undefined && words.isBeingMade
            : (link.risk === undefined ? words.isShort : words.isLong[link.risk])(link.url.length)}
          {copied === 'copied' && ` ${words.isCopied}`}
          {copied === 'refused' && ` ${words.isSelected}`}
        </p>
        {link !== undefined && (
          <div className="flex flex-col gap-x-6 gap-y-3 sm:flex-row sm:items-start">
            {link.url.length <= MOST_SCANNED && <QrCode text={link.url} shows={link.url} />}
            <LeftOut report={link.report} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** The link once it is made, in a field that is selected, and what became of copying it. */
function useLink(createLink: ShareProps['createLink']) {
  const page = usePageWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const [link, setLink] = useState<ShareLink>();
  const [problem, setProblem] = useState<string>();
  const [copied, setCopied] = useState<Copied>('not yet');
  useEffect(() => {
    let gone = false;
    createLink().then(
      (made) => {
        if (gone) return;
        setLink(made);
        // A browser that wants a click for it gets one: the button stays.
        navigator.clipboard?.writeText(made.url).then(
          () => setCopied('copied'),
          () => undefined,
        );
      },
      (error: unknown) => setProblem(sayError(error, page)),
    );
    return () => {
      gone = true;
    };
  }, [createLink, page]);
  useEffect(() => field.current?.select(), [link]);
  const copy = async (url: string): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      setCopied('copied');
    } catch {
      setCopied('refused');
    }
  };
  return { field, link, problem, copied, copy };
}
