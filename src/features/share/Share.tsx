import { Check, Copy, Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

/** A link to what is on the screen, and where it will work. */
export interface ShareLink {
  readonly url: string;
  /** How long it is and where a link of that length may break; absent: nowhere. */
  readonly advice?: string;
}

export interface ShareProps {
  readonly createLink: () => Promise<ShareLink>;
  readonly onDownload: () => void;
  readonly onClose: () => void;
}

type Copied = 'not yet' | 'copied' | 'refused';

/** Makes a link that shows this board, this walk and this step; copies it at once. */
export function Share({ createLink, onDownload, onClose }: ShareProps) {
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
      (error: unknown) => setProblem(String(error)),
    );
    return () => {
      gone = true;
    };
  }, [createLink]);
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

  const file = (
    <Button
      label="Download scenario file"
      variant="outline"
      icon={<Download size={16} aria-hidden />}
      onClick={onDownload}
    />
  );
  return (
    <Dialog
      title="Share"
      onClose={onClose}
      footer={
        <>
          {file}
          <Button
            label={copied === 'copied' ? 'Copied' : 'Copy link'}
            variant="primary"
            icon={copied === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
            disabled={link === undefined}
            onClick={() => link && void copy(link.url)}
          />
        </>
      }
    >
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-muted">
          The link holds the board, its layout, the request, the way it took and the step on the screen. Nothing is sent
          anywhere: the data is in the link itself. Secrets, environment variables and annotations are left out.
        </p>
        {problem !== undefined && (
          <p role="alert" className="text-rejected">
            The link could not be made: {problem}
          </p>
        )}
        <textarea
          ref={field}
          readOnly
          rows={4}
          aria-label="Link"
          value={link?.url ?? ''}
          className="w-full resize-none rounded-md border border-line bg-paper px-3 py-2 font-mono text-small break-all text-ink"
          onFocus={(event) => event.currentTarget.select()}
        />
        <p role="status" className="text-small text-muted">
          {link === undefined
            ? 'Making the link …'
            : (link.advice ?? `${link.url.length.toLocaleString('en')} characters: short enough for mail and chat.`)}
          {copied === 'copied' && ' Copied to the clipboard.'}
          {copied === 'refused' && ' The browser did not allow copying: the link is selected, copy it by hand.'}
        </p>
      </div>
    </Dialog>
  );
}
