import { useWords } from '../../ui/words.ts';
import { Said } from '../../ui/Said.tsx';
import { type ObjectRef, formatObjectRef, objectKey } from '../../engine/objects.ts';
import { DoubtMark } from './DoubtMark.tsx';

const NAMED = 3;

interface DoubtsProps {
  readonly objects: readonly ObjectRef[];
  readonly onSelect: (key: string) => void;
}

/** The footnote to marked pairs: which objects are not read and could change them. */
export function Doubts({ objects, onSelect }: DoubtsProps) {
  const { doubts } = useWords('reach');
  return (
    <div className="flex shrink-0 items-start gap-2 border-t border-line px-6 py-2 text-ink max-md:px-3">
      <span className="flex h-5 items-center">
        <DoubtMark />
      </span>
      <p role="note" className="min-w-0 text-pretty">
        <Said
          parts={doubts.ofTable(
            objects.slice(0, NAMED).map((object) => (
              <button
                key={objectKey(object)}
                type="button"
                className="text-left break-all text-accent underline underline-offset-2"
                onClick={() => onSelect(objectKey(object))}
              >
                {formatObjectRef(object)}
              </button>
            )),
            Math.max(objects.length - NAMED, 0),
          )}
        />
      </p>
    </div>
  );
}
