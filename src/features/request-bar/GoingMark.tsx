import { CircleCheck, CircleDashed, CircleHelp, CircleSlash2, CircleX, type LucideIcon, Split } from 'lucide-react';
import type { Standing } from '../../simulation/requests/standing.ts';
import { useWords } from '../../ui/words.ts';
import type { StandingNow } from './use-standings.ts';

interface Look {
  readonly icon: LucideIcon;
  readonly colour: string;
}

/** Each has a shape of its own. */
const LOOKS: Readonly<Record<Standing['going'] | 'walking' | 'asked', Look>> = {
  arrives: { icon: CircleCheck, colour: 'text-reply' },
  fails: { icon: CircleX, colour: 'text-rejected' },
  differs: { icon: Split, colour: 'text-changed' },
  open: { icon: CircleHelp, colour: 'text-changed' },
  impossible: { icon: CircleSlash2, colour: 'text-rejected' },
  walking: { icon: CircleDashed, colour: 'text-faint' },
  asked: { icon: CircleHelp, colour: 'text-faint' },
};

export interface GoingMarkProps {
  readonly standing: StandingNow;
  /** The word beside it is read, not shown. */
  readonly short?: boolean;
}

/** How a request goes: by a shape, and in a word. */
export function GoingMark({ standing, short = false }: GoingMarkProps) {
  const words = useWords('requests');
  const going = standing === 'asked' ? standing : (standing?.going ?? 'walking');
  const { icon: Icon, colour } = LOOKS[going];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 align-bottom ${colour}`}>
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className={short ? 'sr-only' : 'font-semibold'}>{words.going[going]}</span>
    </span>
  );
}
