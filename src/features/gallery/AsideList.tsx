import { Download, Trash2 } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import type { AsideRow } from './shelf.ts';

interface AsideListProps {
  readonly items: readonly AsideRow[];
  readonly onOpen: (id: string) => void;
  readonly onDownload: (id: string) => void;
  readonly onDelete: (id: string) => void;
}

/** What could not be used as it was found, in its original form. */
export function AsideList({ items, onOpen, onDownload, onDelete }: AsideListProps) {
  const words = useWords('gallery');
  return (
    <section aria-label={words.aside.title} className="border-t border-line">
      <h3 className="px-6 pt-4 pb-1 font-semibold">{words.aside.title}</h3>
      <ul className="divide-y divide-line">
        {items.map(({ id, title, when, why }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2 pr-3 pl-6">
            <span className="flex min-w-48 flex-1 flex-col">
              <span className="truncate">{title}</span>
              <span className="line-clamp-3 text-small text-pretty text-muted" title={why}>
                {when} · {why}
              </span>
            </span>
            <span className="flex shrink-0 gap-1">
              <Button label={words.aside.open} variant="outline" onClick={() => onOpen(id)} />
              <IconButton
                label={words.aside.download(title)}
                icon={<Download size={16} aria-hidden />}
                onClick={() => onDownload(id)}
              />
              <IconButton
                label={words.aside.delete(title)}
                icon={<Trash2 size={16} aria-hidden />}
                onClick={() => onDelete(id)}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
