import { useEffect, useState } from 'react';

/** By which somebody shows to be there. */
export const SIGNS = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'touchstart', 'focusin'] as const;

/** Where a `picture` of the board has stood, false until somebody moves a pointer or touches a key: what only serves interaction is not fetched before. */
export function useAwake(picture: unknown): boolean {
  const [awake, setAwake] = useState(picture === undefined);
  useEffect(() => {
    if (awake) return;
    const wake = (): void => setAwake(true);
    for (const sign of SIGNS) addEventListener(sign, wake, { once: true, passive: true });
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, wake);
    };
  }, [awake]);
  return awake;
}
