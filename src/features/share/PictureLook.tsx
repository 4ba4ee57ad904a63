import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../ui/words.ts';
import type { PictureWanted } from './picture.ts';

const THEMES = ['light', 'dark'] as const;

interface PictureLookProps {
  readonly wanted: PictureWanted;
  readonly parts: readonly PictureWanted['part'][];
  readonly onChange: (wanted: PictureWanted) => void;
}

/** What of the board is drawn, and in which colours. */
export function PictureLook({ wanted, parts, onChange }: PictureLookProps) {
  const words = useWords('share').picture;
  return (
    <div className="flex flex-wrap gap-2">
      <Segmented
        label={words.part}
        value={wanted.part}
        options={parts.map((value) => ({ value, label: words.parts[value] }))}
        onChange={(part) => onChange({ ...wanted, part })}
      />
      <Segmented
        label={words.theme}
        value={wanted.theme}
        options={THEMES.map((value) => ({ value, label: words.themes[value] }))}
        onChange={(theme) => onChange({ ...wanted, theme })}
      />
    </div>
  );
}

/** In the colours that the page has now. */
export function lookNow(part: PictureWanted['part']): PictureWanted {
  const { theme } = document.documentElement.dataset;
  if (theme === 'light' || theme === 'dark') return { part, theme };
  return { part, theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light' };
}
