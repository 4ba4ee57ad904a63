import { useCallback, useEffect, useState } from 'react';

const SIGNS = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'touchstart'] as const;
/** Milliseconds after which the rest is fetched in any case, once the page has nothing better to do. */
const PATIENCE = 1500;

/** False until somebody moves, or the page is idle: what only serves interaction need not come before the first packet. */
export function useAwake(): { readonly awake: boolean; readonly wake: () => void } {
  const [awake, setAwake] = useState(false);
  const wake = useCallback(() => setAwake(true), []);
  useEffect(() => {
    if (awake) return;
    const stops = SIGNS.map((sign) => {
      addEventListener(sign, wake, { once: true, passive: true });
      return () => removeEventListener(sign, wake);
    });
    const later = setTimeout(wake, PATIENCE);
    return () => {
      clearTimeout(later);
      for (const stop of stops) stop();
    };
  }, [awake, wake]);
  return { awake, wake };
}
