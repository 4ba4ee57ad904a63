import { useEffect, useState } from 'react';

/** Fetches a part and uses it, or says that it is missing: the same each time. */
type Fetch<Part> = (use: (part: Part) => void, otherwise: () => void) => void;

const fetched = new Map<unknown, unknown>();

/** A part that is fetched once it is wanted. Whoever wants it later has it at once: what is printed waits for nothing. */
export function usePart<Part>(fetchIt: Fetch<Part>, wanted: boolean) {
  const [made, setMade] = useState(() => fetched.get(fetchIt) as Part | undefined);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (!wanted || made !== undefined) return;
    fetchIt(
      (part) => {
        fetched.set(fetchIt, part);
        setMade(() => part);
      },
      () => setMissing(true),
    );
  }, [fetchIt, wanted, made]);
  return { made, missing };
}
