import { Clapperboard, Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { sayError } from '../../ui/fetch-part.ts';
import { usePageWords, useWords } from '../../ui/words.ts';
import type { Film, FilmMaking, NoFilm } from './film.ts';
import { PaneFooter } from './PaneFooter.tsx';
import type { PictureWanted } from './picture.ts';
import { lookNow, PictureLook } from './PictureLook.tsx';

export interface FilmPaneProps {
  readonly createFilm: (wanted: PictureWanted, making: FilmMaking) => Promise<Film | NoFilm>;
  readonly onDownload: (file: { readonly name: string; readonly blob: Blob }) => void;
}

const PARTS = ['walk', 'view', 'board'] as const;

/** The walk as a video, made when it is asked for. */
export function FilmPane({ createFilm, onDownload }: FilmPaneProps) {
  const words = useWords('share').film;
  const [wanted, setWanted] = useState(() => lookNow('walk'));
  const { state, make, forget } = useFilm(createFilm);
  const change = (next: PictureWanted): void => {
    forget();
    setWanted(next);
  };
  const { film, address, share, problem } = state;
  return (
    <>
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-pretty text-muted">{words.about}</p>
        <PictureLook parts={PARTS} wanted={wanted} onChange={change} />
        {problem !== undefined && (
          <p role="alert" className="text-rejected">
            {problem}
          </p>
        )}
        <div className="flex h-72 shrink-0 items-center justify-center overflow-hidden rounded-md border border-line bg-sunken p-2">
          {film !== undefined && (
            <video
              src={address}
              aria-label={words.video}
              width={film.width}
              height={film.height}
              controls
              loop
              muted
              playsInline
              className="size-auto max-h-full max-w-full"
            />
          )}
          {share !== undefined && (
            <progress aria-label={words.isBeingMade} value={share} className="h-1 w-2/3 accent-accent" />
          )}
        </div>
        <p role="status" className="text-small text-muted">
          {share !== undefined && words.isBeingMade}
          {share !== undefined && (
            <span aria-hidden className="ml-2 tabular-nums">{`${Math.floor(share * 100)} %`}</span>
          )}
          {film !== undefined && words.size(film.seconds, film.blob.size, `${film.width} × ${film.height}`)}
        </p>
      </div>
      <PaneFooter>
        <Button
          label={words.make}
          variant={film === undefined ? 'primary' : 'outline'}
          icon={<Clapperboard size={16} aria-hidden />}
          disabled={share !== undefined}
          onClick={() => make(wanted)}
        />
        <Button
          label={words.download}
          variant={film === undefined ? 'outline' : 'primary'}
          icon={<Download size={16} aria-hidden />}
          disabled={film === undefined}
          onClick={() => film && onDownload(film)}
        />
      </PaneFooter>
    </>
  );
}

interface FilmState {
  readonly film?: Film;
  /** Where the page has it. */
  readonly address?: string;
  /** Set while it is made: 0 to 1. */
  readonly share?: number;
  readonly problem?: string;
}

/** Makes one at a time; what is made is given up when something else is wanted, and when nobody looks any more. */
function useFilm(createFilm: FilmPaneProps['createFilm']) {
  const page = usePageWords();
  const words = useWords('share').film;
  const [state, setState] = useState<FilmState>({});
  const making = useRef<AbortController>(undefined);
  const { address } = state;
  useEffect(() => () => making.current?.abort(), []);
  useEffect(() => () => (address === undefined ? undefined : URL.revokeObjectURL(address)), [address]);
  const forget = (): void => {
    making.current?.abort();
    setState({});
  };
  const make = (wanted: PictureWanted): void => {
    making.current?.abort();
    const { signal } = (making.current = new AbortController());
    const show = (next: FilmState): void => {
      if (!signal.aborted) setState(next);
    };
    show({ share: 0 });
    createFilm(wanted, { signal, onProgress: (share) => show({ share }) }).then(
      (made) => {
        if (made === 'NO_WALK' || made === 'NO_ENCODER') show({ problem: words.none[made] });
        else if (!signal.aborted) show({ film: made, address: URL.createObjectURL(made.blob) });
      },
      (error: unknown) => show({ problem: words.couldNotBeMade(sayError(error, page)) }),
    );
  };
  return { state, make, forget };
}
