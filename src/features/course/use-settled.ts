import { useEffect, useState } from 'react';

/** Milliseconds without a change after which somebody has stopped writing. */
const PAUSE = 300;

/** What is written, once nothing has been written for a moment; undefined: something is being written. */
export function useSettled<Value>(value: Value): Value | undefined {
  const [settled, setSettled] = useState<{ readonly value: Value }>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ value }), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled?.value === value ? settled?.value : undefined;
}
