import '../ui/theme.css';

/** Milliseconds after which the page no longer waits for its picture to be seen. */
const PATIENCE = 300;

/**
 * Resolves once the picture of the first board is on the screen, where it is shown (picture/place-picture.ts): from then on scripts
 * have the processor to themselves.
 */
function pictureSeen(): Promise<void> {
  const picture = document.getElementById('picture');
  if (picture === null || picture.hidden || document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
    // Told when it has come to the screen: until then other threads are at it.
    new PerformanceObserver(() => resolve()).observe({ type: 'paint', buffered: true });
  });
}

/**
 * React makes a few errors while it is read, to know them by later. V8 notes for each where it was made, and to know that it parses
 * the whole file once more; without a limit to their length it notes no stacks (https://v8.dev/docs/stack-trace-api).
 */
async function withoutStacks(read: () => Promise<unknown>): Promise<void> {
  const errors = Error as ErrorConstructor & { stackTraceLimit?: number | undefined };
  const { stackTraceLimit } = errors;
  errors.stackTraceLimit = undefined;
  try {
    await read();
  } finally {
    errors.stackTraceLimit = stackTraceLimit;
  }
}

await pictureSeen();
// Where it cannot be fetched there is no page to say so on: index.html does.
await withoutStacks(() => import('./run.tsx'));
