/** When to save: one save at a time, each a while after the one before. All times in milliseconds. */
export interface SaveTurns {
  /** A save comes at the latest after `wait`. */
  readonly soon: (wait: number) => void;
  /** A save now, after the one under way; resolves when it has been tried. */
  readonly now: () => Promise<void>;
  /** Resolves when none is under way. */
  readonly idle: () => Promise<void>;
  /** How long from now until `pause` has passed since the last one. */
  readonly rest: (pause: number) => number;
  readonly stop: () => void;
}

export function createSaveTurns(attempt: () => Promise<void>, now: () => number): SaveTurns {
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  let ended = 0;

  const idle = async (): Promise<void> => {
    while (running !== undefined) {
      // The one under way may have begun before the last edit.
      // oxlint-disable-next-line no-await-in-loop
      await running;
    }
  };
  const save = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    await idle();
    running = attempt();
    await running;
    running = undefined;
    ended = now();
  };
  return {
    now: save,
    idle,
    rest: (pause) => ended + pause - now(),
    soon: (wait) => {
      const at = now() + wait;
      if (timer !== undefined && due <= at) return;
      clearTimeout(timer);
      due = at;
      timer = setTimeout(() => void save(), wait);
    },
    stop: () => clearTimeout(timer),
  };
}
