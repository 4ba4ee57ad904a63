import { useEffect, useState } from 'react';
import { sayError } from '../../ui/fetch-part.ts';
import { usePageWords } from '../../ui/words.ts';

interface Result<T> {
  readonly of: () => Promise<T>;
  readonly value?: T;
  readonly problem?: string;
}

/** What takes a while to be made: made anew when `make` is another function. Neither value nor problem: it is being made. */
export function useMade<T>(make: () => Promise<T>): { readonly value?: T; readonly problem?: string } {
  const page = usePageWords();
  const [result, setResult] = useState<Result<T>>();
  useEffect(() => {
    let gone = false;
    make().then(
      (value) => !gone && setResult({ of: make, value }),
      (error: unknown) => !gone && setResult({ of: make, problem: sayError(error, page) }),
    );
    return () => {
      gone = true;
    };
  }, [make, page]);
  return result?.of === make ? result : {};
}
