import { ArrowRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { type BoardSketch, Schematic } from './Schematic.tsx';

/** The source address that arrives, and whose it is. */
export interface SeenAddress {
  readonly ip: string;
  readonly of: 'loopback' | 'client' | 'pod' | 'node' | 'another';
  readonly name?: string;
}

/** A networking model, by the lesson that tells of it. */
export interface ShownModel {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly board: BoardSketch;
  /** The first request of its board. */
  readonly asked?: { readonly from: string; readonly to: string };
  /** What whoever answers that request may see. */
  readonly seen: readonly SeenAddress[];
}

interface ModelsProps {
  readonly describe: () => Promise<readonly ShownModel[]>;
  readonly onOpen: (id: string) => void;
}

/** The networking models side by side, to choose one by. */
export function Models({ describe, onOpen }: ModelsProps) {
  const words = useWords('gallery').models;
  const [models, setModels] = useState<readonly ShownModel[]>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let gone = false;
    describe().then(
      (described) => {
        if (!gone) setModels(described);
      },
      () => setMissing(true),
    );
    return () => {
      gone = true;
    };
  }, [describe]);
  return (
    <>
      <p className="px-6 pt-3 pb-4 text-small text-pretty text-muted" role="status">
        {models !== undefined ? words.about : isMissing ? words.missing : words.waiting}
      </p>
      <ol aria-label={words.title} className="grid grid-cols-1 overflow-hidden sm:grid-cols-2 lg:grid-cols-4">
        {models?.map((model) => (
          <Model key={model.id} model={model} onOpen={onOpen} />
        ))}
      </ol>
    </>
  );
}

function Model({ model, onOpen }: Pick<ModelsProps, 'onOpen'> & { readonly model: ShownModel }) {
  const words = useWords('gallery').models;
  const { id, title, board, asked, seen } = model;
  const told = words.of[id as keyof typeof words.of] ?? { who: model.summary, objects: '', purpose: '' };
  const rows = [
    [words.who, told.who],
    [words.objects, told.objects],
    [words.purpose, told.purpose],
  ] as const;
  return (
    <li className="row-span-6 -mt-px -ml-px grid grid-cols-[minmax(0,1fr)] grid-rows-subgrid gap-y-3 border-t border-l border-line bg-raised px-6 pt-4 pb-6">
      <span className="block h-28 w-full text-muted">
        <Schematic board={board} />
      </span>
      <h3 className="font-semibold">{title}</h3>
      <dl className="row-span-3 grid grid-rows-subgrid gap-y-3 text-small">
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt className="text-faint">{term}</dt>
            <dd className="text-pretty text-ink">{text}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-col items-start gap-3 text-small">
        <div>
          <p className="text-faint">{words.address}</p>
          {asked !== undefined && (
            <p className="wrap-anywhere text-muted">
              {words.asks(asked.from)} <span className="block font-mono">{asked.to}</span>
            </p>
          )}
          <ul>
            {seen.map((each) => (
              <li key={each.ip} className="wrap-anywhere text-ink">
                <span className="font-mono">{each.ip}</span>, {words.owner(each.of, each.name)}
              </li>
            ))}
          </ul>
        </div>
        <Button
          label={words.open}
          aria-label={words.openTitled(title)}
          variant="outline"
          icon={<ArrowRight size={14} aria-hidden />}
          className="mt-auto"
          onClick={() => onOpen(id)}
        />
      </div>
    </li>
  );
}
