import { Download } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { sayError } from '../../ui/fetch-part.ts';
import { usePageWords, useWords } from '../../ui/words.ts';
import { CopyingButton } from '../../ui/copying/CopyButton.tsx';
import { PaneFooter } from './PaneFooter.tsx';
import { lookNow, PictureLook } from './PictureLook.tsx';
import type { Picture, PictureWanted } from './picture.ts';
import { useMade } from './use-made.ts';

export interface PicturePaneProps {
  readonly createPicture: (wanted: PictureWanted) => Promise<Picture>;
  readonly onDownload: (file: { readonly name: string; readonly blob: Blob }) => void;
}

const PARTS = ['view', 'board'] as const;

/** The board at the step shown as a picture, which opens as what it shows. */
export function PicturePane({ createPicture, onDownload }: PicturePaneProps) {
  const words = useWords('share').picture;
  const [wanted, setWanted] = useState(() => lookNow('view'));
  const make = useCallback(() => createPicture(wanted), [createPicture, wanted]);
  const { value: picture, problem } = useMade(make);
  const { said, copied, act } = usePng(picture);
  return (
    <>
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-pretty text-muted">{words.about}</p>
        <PictureLook parts={PARTS} wanted={wanted} onChange={setWanted} />
        {problem !== undefined && (
          <p role="alert" className="text-rejected">
            {words.couldNotBeMade(problem)}
          </p>
        )}
        <div className="flex h-72 shrink-0 items-center justify-center overflow-hidden rounded-md border border-line bg-sunken p-2">
          {picture !== undefined && (
            <img
              src={picture.shown}
              alt={words.alt}
              width={picture.width}
              height={picture.height}
              className="size-auto max-h-full max-w-full"
            />
          )}
        </div>
        <p role="status" className="text-small text-muted">
          {picture === undefined
            ? problem === undefined && words.isBeingMade
            : words.size(picture.width, picture.height)}
          {picture?.lacksScenario === true && ` ${words.lacksScenario}`}
          {said !== undefined && ` ${said}`}
        </p>
      </div>
      <PaneFooter>
        <CopyingButton
          label={words.copy}
          variant="outline"
          copied={copied ? 'copied' : 'not yet'}
          disabled={picture === undefined}
          onClick={() => act((png) => navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]), true)}
        />
        <Button
          label={words.downloadSvg}
          variant="outline"
          icon={<Download size={16} aria-hidden />}
          disabled={picture === undefined}
          onClick={() => picture && onDownload({ name: `${picture.name}.svg`, blob: picture.svg })}
        />
        <Button
          label={words.downloadPng}
          variant="primary"
          icon={<Download size={16} aria-hidden />}
          disabled={picture === undefined}
          onClick={() => act((png) => onDownload({ name: `${picture?.name ?? ''}.png`, blob: png }))}
        />
      </PaneFooter>
    </>
  );
}

/** What is done with the PNG, which is made when it is asked for, and what became of it. */
function usePng(picture: Picture | undefined) {
  const page = usePageWords();
  const words = useWords('share').picture;
  const [done, setDone] = useState<{ readonly of: Picture; readonly said?: string; readonly copied?: true }>();
  const act = (take: (png: Blob) => unknown, copies = false): void => {
    if (picture === undefined) return;
    const run = async (): Promise<void> => {
      await take(await picture.createPng());
      setDone(copies ? { of: picture, said: words.isCopied, copied: true } : { of: picture });
    };
    run().catch((error: unknown) =>
      setDone({ of: picture, said: copies ? words.notCopied : words.couldNotBeMade(sayError(error, page)) }),
    );
  };
  const { said, copied } = done?.of === picture && done !== undefined ? done : {};
  return { said, copied: copied === true, act };
}
