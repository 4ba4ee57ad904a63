import { withWords } from '../../ui/words.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { fetchPart, withPart } from '../../ui/fetch-part.ts';
import { holdKeys } from '../../ui/page/hold-keys.ts';
import { TYPING } from '../../ui/page/typing.ts';
import { SIGNS } from '../../ui/page/use-awake.ts';
import { COMMANDS, type CommandId } from './commands.ts';
import { focusRequest } from './request-field.ts';
import type { runCommand } from './run-command.ts';

const OWN_ARROWS =
  'input, [role="slider"], [role="listbox"], [role="radiogroup"], [role="tablist"], [role="tree"], .react-flow__node';
const OWN_SPACE = 'button, a, summary, input, [role="button"], [role="option"], [role="tab"], .react-flow__node';

/** Runs commands by their keys until the returned function is called. */
export function listenToKeys(simulation: Simulation): () => void {
  /** Once it is there, a key does what it does at once. */
  let run: typeof runCommand | undefined;
  const onKeyDown = (event: KeyboardEvent): void => {
    const { view } = simulation;
    const { dialog, build, readOnly, early } = view.getState();
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    const key = keyText(event);
    // Whoever asks for the palette, or for what one builds with, types on while it is being fetched.
    const isFetched = build !== undefined && document.querySelector('[data-waiting=build]') !== null;
    if ((dialog === 'commands' || isFetched) && key?.startsWith('Mod') !== true && event.key !== 'Tab') {
      event.preventDefault();
      view.setState({ early: [...early, event.key] });
    }
    if (dialog !== undefined || isFetched) return;
    if (key === 'Escape' && event.target instanceof HTMLElement && event.target.matches(TYPING)) {
      event.target.blur();
      return;
    }
    if (key === undefined || isTaken(event.target, key)) return;
    const command = COMMANDS.find(({ keys }) => keys.includes(key));
    if (command === undefined || (readOnly && command.edits === true)) return;
    event.preventDefault();
    // The keys that follow are text already.
    if (command.id === 'request') focusRequest();
    else if (command.id === 'palette') view.getState().openDialog('commands');
    else if (run !== undefined) run(simulation, command.id);
    else {
      const [releaseClicks, releaseKeys] = [holdClicks(), holdKeys()];
      const release = (): void => {
        releaseClicks();
        releaseKeys();
      };
      // What the command has changed is on the screen by then.
      fetchAndRun(simulation, command.id, () => setTimeout(release));
    }
  };
  // Whoever shows to be there may press a key next. What is missing is told once a key wants it.
  const there = new AbortController();
  const prepare = (): void => {
    there.abort();
    void fetchPart('commandRunner', loader(simulation)).then(
      ({ runCommand }) => (run = runCommand),
      () => undefined,
    );
  };
  for (const sign of SIGNS) window.addEventListener(sign, prepare, { passive: true, signal: there.signal });
  window.addEventListener('keydown', onKeyDown);
  return () => {
    there.abort();
    window.removeEventListener('keydown', onKeyDown);
  };
}

/** Does what a command is for, as soon as that is there; `after` it, or once it is known to be missing. */
export function fetchAndRun(simulation: Simulation, id: CommandId, after?: () => void): void {
  withPart(
    'commandRunner',
    loader(simulation),
    ({ runCommand }) => {
      try {
        runCommand(simulation, id);
      } finally {
        after?.();
      }
    },
    after,
  );
}

function loader(simulation: Simulation) {
  return withWords(simulation.words, () => import('./run-command.ts'));
}

/** What is clicked while a key’s command is fetched waits until the returned function is called: the key came first. */
function holdClicks(): () => void {
  const held: MouseEvent[] = [];
  const done = new AbortController();
  const hold = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push(event);
  };
  window.addEventListener('click', hold, { capture: true, signal: done.signal });
  return () => {
    done.abort();
    for (const event of held.splice(0)) event.target?.dispatchEvent(new MouseEvent('click', event));
  };
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** "Mod+Shift+Z", "Space", "?": as commands name keys. undefined: none of ours. */
export function keyText({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): string | undefined {
  if (altKey) return undefined;
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  // The sign of a key already says whether Shift was held, except for letters.
  const shift = shiftKey && (name.length > 1 || /[A-Z]/.test(name));
  return `${ctrlKey || metaKey ? 'Mod+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  const typing = target.closest(TYPING);
  // Text has a history of its own; a list to choose from has none.
  if (typing?.matches('select') === true && /^Mod\+(Shift\+)?[ZY]$/.test(key)) return false;
  if (typing !== null) return !/^(Mod\+K|(Shift\+)?F6)$/.test(key);
  if (key === 'Space') return target.closest(OWN_SPACE) !== null;
  return /Arrow|Home|End/.test(key) && target.closest(OWN_ARROWS) !== null;
}
