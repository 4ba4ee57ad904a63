import { NAME } from '../../board/board-text.ts';

interface CutNameProps {
  /** Stands before the name and gives way first; absent: it goes without saying. */
  readonly namespace: string | undefined;
  /** The namespace that it is of, told to who points at it; undefined: it is of none. */
  readonly of: string | undefined;
  readonly name: string;
  /** Board pixels that it has. */
  readonly room: number;
  /** How many of its last characters tell it from others. */
  readonly end: number;
  /** Of what has lines of its own from afar, what stands on the first; '': it goes without saying. */
  readonly stem?: string | undefined;
  /** Nothing else has that stem: from afar it is enough, and has both lines. */
  readonly alone?: true | undefined;
  /** Stands on two lines instead where the text is large: of what gives up the line below for it. */
  readonly wrap?: string | undefined;
}

/** A name that is cut in the middle where it does not fit: its end tells it from its siblings. */
export function CutName({ namespace, of, name, room: all, end, stem, alone, wrap }: CutNameProps) {
  const tall = stem !== undefined;
  const room = all - (namespace === undefined ? 0 : LEAST_NAMESPACE);
  const width = name.length * NAME_CHARACTER;
  const fits = {
    near: width <= room,
    tight: width * MOST_ENLARGED <= room,
    far: tall ? name.length <= FAR_CHARACTERS : width * FAR_ENLARGED <= room,
  };
  const whole = `${fits.near ? '' : 'sr-only'} ${fits.tight ? '' : 'in-data-tight:sr-only'} ${fits.far ? '' : 'in-data-far:sr-only'}`;
  const cut = `${fits.near ? 'hidden' : 'flex'} ${fits.tight ? '' : 'in-data-tight:flex'} ${fits.far || tall ? '' : 'in-data-far:flex'}`;
  return (
    <span className={`flex min-w-0 grow ${NAME}`} title={of === undefined ? name : `${of}/${name}`}>
      {namespace !== undefined && (
        <span
          aria-hidden
          className={`min-w-6 shrink-[99999] truncate font-normal text-muted in-data-far:sr-only ${tall ? 'in-data-tight:sr-only' : ''}`}
        >
          {namespace}/
        </span>
      )}
      <span className={`min-w-0 truncate ${whole}`}>{name}</span>
      {!(fits.near && fits.tight && fits.far) && (
        <span
          aria-hidden
          data-head={name.slice(0, -end)}
          data-tail={name.slice(-end)}
          data-stem={fits.far ? undefined : stem}
          data-alone={alone}
          data-wrap={wrap}
          className={`min-w-0 before:truncate before:content-[attr(data-head)] after:shrink-0 after:content-[attr(data-tail)] ${cut}`}
        />
      )}
    </span>
  );
}

/** What is left of a namespace at least. */
const LEAST_NAMESPACE = 28;
/** Board pixels of a character of a name, rather more than less: what is taken for too wide and is not, is shown whole all the same. */
const NAME_CHARACTER = 7.2;
/** How much larger text gets before names stand alone, and then; how many characters of one have room on a line of a pod. */
const MOST_ENLARGED = 1.7;
const FAR_ENLARGED = 2.46;
const FAR_CHARACTERS = 10;
