interface FrameNameProps {
  readonly name: string;
}

/** The name of a frame, as wide as there is room: what does not fit is missing in the middle. From afar it is there as a whole. */
export function FrameName({ name }: FrameNameProps) {
  return (
    <span
      data-shape
      // A long one shares its line all the same, and is cut there.
      className={`flex min-w-0 in-data-shapes:shrink-0 ${name.length > LONG ? 'grow basis-3/5' : ''}`}
      title={name}
    >
      <span className="sr-only">{name}</span>
      <span
        aria-hidden
        data-head={name.slice(0, -FRAME_END)}
        data-tail={name.slice(-FRAME_END)}
        className="flex min-w-0 before:truncate before:content-[attr(data-head)] after:shrink-0 after:content-[attr(data-tail)]"
      />
    </span>
  );
}

/** Characters of a name that may have no room on its line. */
const LONG = 26;
/** Characters at the end of the name of a node or namespace that tell it from its siblings. */
const FRAME_END = 6;
