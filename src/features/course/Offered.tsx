import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CourseStep } from '../../scenario/course/course.ts';
import { useWords } from '../../ui/words.ts';

export interface Offer {
  readonly id: string;
  readonly title: string;
}

/** What can be a step. */
export interface Offers {
  readonly lessons: readonly Offer[];
  readonly challenges: readonly Offer[];
  /** Those of this browser. */
  readonly boards: () => Promise<readonly Offer[]>;
  /** The hash of a link to a board; undefined: it cannot be read, or is too large. */
  readonly linkTo: (board: string) => Promise<string | undefined>;
  readonly titleOf: (step: CourseStep) => string;
  readonly partsOf: (lesson: string) => Promise<readonly string[]>;
}

interface OfferedProps {
  readonly offers: Offers;
  readonly onAdd: (step: CourseStep, title: string) => void;
  readonly onFail: (title: string) => void;
}

/** Lessons, challenges and own boards to choose from. */
export function Offered({ offers, onAdd, onFail }: OfferedProps) {
  const words = useWords('makeCourse');
  const [typed, setTyped] = useState('');
  const [boards, setBoards] = useState<readonly Offer[]>([]);
  useEffect(() => {
    offers.boards().then(setBoards, () => undefined);
  }, [offers]);
  const addBoard = async ({ id, title }: Offer): Promise<void> => {
    const board = await offers.linkTo(id).catch(() => undefined);
    if (board === undefined) onFail(title);
    else onAdd({ board, title }, title);
  };
  const matches = ({ title }: Offer): boolean => title.toLowerCase().includes(typed.trim().toLowerCase());
  return (
    <section aria-label={words.add} className="flex min-w-0 flex-col gap-2 md:max-h-[28rem]">
      <input
        type="search"
        aria-label={words.filter}
        placeholder={words.filter}
        value={typed}
        className="h-8 w-full shrink-0 rounded-md border border-line-strong bg-surface px-2 text-small pointer-coarse:h-10"
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="min-h-0 overflow-y-auto max-md:max-h-64">
        <Group
          name={words.groups.board}
          offers={boards.filter(matches)}
          none={words.noBoards}
          onAdd={(offer) => void addBoard(offer)}
        />
        <Group
          name={words.groups.lesson}
          offers={offers.lessons.filter(matches)}
          onAdd={({ id, title }) => onAdd({ lesson: id }, title)}
        />
        <Group
          name={words.groups.challenge}
          offers={offers.challenges.filter(matches)}
          onAdd={({ id, title }) => onAdd({ challenge: id }, title)}
        />
      </div>
    </section>
  );
}

interface GroupProps {
  readonly name: string;
  readonly offers: readonly Offer[];
  /** What is said where there is nothing. */
  readonly none?: string;
  readonly onAdd: (offer: Offer) => void;
}

function Group({ name, offers, none, onAdd }: GroupProps) {
  const words = useWords('makeCourse');
  if (offers.length === 0 && none === undefined) return null;
  return (
    <section aria-label={name} className="pb-3">
      <h3 className="sticky top-0 border-b border-line bg-raised pb-1 text-small text-muted">{name}</h3>
      {offers.length === 0 && <p className="py-1 text-small text-muted">{none}</p>}
      <ul>
        {offers.map((offer) => (
          <li key={offer.id}>
            <button
              type="button"
              aria-label={words.addTitled(offer.title)}
              className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-small hover:bg-sunken focus-visible:-outline-offset-2 pointer-coarse:min-h-10"
              onClick={() => onAdd(offer)}
            >
              <Plus size={14} className="shrink-0 text-muted" aria-hidden />
              <span className="min-w-0 truncate">{offer.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
