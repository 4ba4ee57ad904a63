import { useState } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../ui/words.ts';
import { LinkPane } from './LinkPane.tsx';
import type { ShareLink } from './share-link.ts';
import { useMade } from './use-made.ts';
import type { FilmPaneProps } from './FilmPane.tsx';
import type { PicturePaneProps } from './PicturePane.tsx';
import type { WalkPaneProps } from './WalkPane.tsx';

const EmbedPane = lazyPart({ part: 'share', place: 'panel' }, async () => (await import('./EmbedPane.tsx')).EmbedPane);
const WalkPane = lazyPart(
  { part: 'walkText', place: 'panel', words: ['later', 'narrator'] },
  async () => (await import('./WalkPane.tsx')).WalkPane,
);

const PicturePane = lazyPart(
  { part: 'picture', place: 'panel' },
  async () => (await import('./PicturePane.tsx')).PicturePane,
);

const FilmPane = lazyPart({ part: 'film', place: 'panel' }, async () => (await import('./FilmPane.tsx')).FilmPane);

type Way = 'link' | 'picture' | 'film' | 'walk' | 'embed';

const WAYS: readonly Way[] = ['link', 'picture', 'film', 'walk', 'embed'];

export interface ShareProps {
  /** The title of the board. */
  readonly title: string;
  readonly createLink: () => Promise<ShareLink>;
  readonly createWalk: WalkPaneProps['createText'];
  readonly createPicture: PicturePaneProps['createPicture'];
  readonly createFilm: FilmPaneProps['createFilm'];
  readonly onDownload: () => void;
  readonly onDownloadPicture: PicturePaneProps['onDownload'];
  readonly onDownloadText: WalkPaneProps['onDownload'];
  readonly onClose: () => void;
}

/** What shows this board, this walk and this step to others: a link, copied at once, a picture, the walk as text, a frame. */
export function Share({ title, createLink, createWalk, createPicture, createFilm, onClose, ...downloads }: ShareProps) {
  const { onDownload, onDownloadText, onDownloadPicture } = downloads;
  const words = useWords('share');
  const [way, setWay] = useState<Way>('link');
  const { value: link, problem } = useMade(createLink);
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="px-6 pt-4">
        <Segmented
          label={words.as}
          value={way}
          options={WAYS.map((value) => ({ value, label: words.ways[value] }))}
          onChange={setWay}
        />
      </div>
      {way === 'link' && <LinkPane link={link} problem={problem} onDownload={onDownload} />}
      {way === 'picture' && <PicturePane createPicture={createPicture} onDownload={onDownloadPicture} />}
      {way === 'film' && <FilmPane createFilm={createFilm} onDownload={onDownloadPicture} />}
      {way === 'embed' && <EmbedPane link={link} problem={problem} title={title} />}
      {way === 'walk' && <WalkPane createText={createWalk} onDownload={onDownloadText} />}
    </Dialog>
  );
}
