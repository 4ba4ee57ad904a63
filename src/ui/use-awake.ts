import { useCallback, useEffect, useState } from 'react';

const SIGNS = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'touchstart'] as const;

/** Where it `waits`, false until somebody moves a pointer or touches a key: what only serves interaction is not fetched before. */
export function useAwake(waits: boolean): { readonly awake: boolean; readonly wake: () => void } {
  const [awake, setAwake] = useState(!waits);
  const wake = useCallback(() => setAwake(true), []);
  useEffect(() => {
    if (awake) return;
    for (const sign of SIGNS) addEventListener(sign, wake, { once: true, passive: true });
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, wake);
    };
  }, [awake, wake]);
  return { awake, wake };
}
