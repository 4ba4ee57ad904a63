import {
  CircleAlert,
  CircleHelp,
  Contrast,
  Download,
  LayoutGrid,
  type LucideIcon,
  PanelRight,
  Plus,
  Redo2,
  Search,
  Share2,
  Undo2,
  Upload,
} from 'lucide-react';
import { useState } from 'react';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import type { DialogName } from '../../simulation/stores/view-store.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useAwake } from '../../ui/page/use-awake.ts';
import { useWords } from '../../ui/words.ts';
import { keyOf } from './commands.ts';
import { fetchAndRun } from './keyboard.ts';
import { nextTheme } from '../page/theme.ts';
import { titleWords } from '../page/title-words.ts';
import { Wordmark } from './Wordmark.tsx';

/** On a first visit, looking for mistakes waits until somebody is there. */
const FindingsCount = lazyPart(
  { part: 'findingsCount', place: 'line', loading: <span /> },
  async () => (await import('../../features/findings/FindingsCount.tsx')).FindingsCount,
);

const TitleField = lazyPart(
  { part: 'header', place: 'line', loading: <span /> },
  async () => (await import('./TitleField.tsx')).TitleField,
);

interface HeaderProps {
  readonly isUnkept: boolean;
  /** Of a picture that has stood there: what nobody asked for waits until somebody is there. */
  readonly picture: unknown;
}

/** The bar at the top: what is open, and what can be done with all of it. */
export function Header({ isUnkept, picture }: HeaderProps) {
  const words = useWords('shell');
  const readOnly = useView((state) => state.readOnly);
  const { words: all } = useSimulation();
  const title = titleWords(
    useDocument((state) => state.document.title),
    all,
  );
  const awake = useAwake(picture);
  return (
    <header
      data-bar
      className="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-surface pr-2 pl-3 sm:pr-3 sm:pl-6"
    >
      <Wordmark />
      <span className="mx-3 hidden h-4 w-px bg-line-strong lg:block" />
      <Title title={title} readOnly={readOnly} />
      {awake && <FindingsCount />}
      <span className="flex-1" />
      {isUnkept && <Unkept />}
      <Opener dialog="commands" label={words.find} icon={Search} shortcut={keyOf('palette')} />
      {!readOnly && (
        <>
          <Opener dialog="new" label={words.newBoard} icon={Plus} shortcut={keyOf('new')} />
          <Opener dialog="gallery" label={words.gallery} icon={LayoutGrid} shortcut={keyOf('gallery')} />
          <History />
          <Opener dialog="import" label={words.import} icon={Upload} shortcut={keyOf('import')} />
        </>
      )}
      <Opener dialog="export" label={words.export} icon={Download} shortcut={keyOf('export')} />
      <Opener dialog="share" label={words.share} icon={Share2} shortcut={keyOf('share')} />
      <Divider />
      <WalkButton />
      <ThemeButton />
      <ShortcutsButton />
    </header>
  );
}

/** What is open; pressed, it can be called something else. */
function Title({ title, readOnly }: { readonly title: string; readonly readOnly: boolean }) {
  const words = useWords('shell');
  const [renaming, setRenaming] = useState(false);
  return (
    <span className="relative min-w-0 max-lg:sr-only print:not-sr-only">
      <h1 className="truncate text-small text-muted" title={title}>
        {title}
      </h1>
      {!readOnly && (
        <button
          type="button"
          aria-label={words.rename}
          className="absolute -inset-1 rounded-md hover:ring hover:ring-line-strong max-lg:hidden"
          onClick={() => setRenaming(true)}
        />
      )}
      {renaming && <TitleField title={title} onClose={() => setRenaming(false)} />}
    </span>
  );
}

/** Stays where messages come and go. */
function Unkept() {
  const words = useWords('shell');
  const openDialog = useView((state) => state.openDialog);
  return (
    <Button
      label={words.notKept}
      hint={words.aboutNotKept}
      icon={<CircleAlert size={16} aria-hidden />}
      className="px-2! text-rejected!"
      aria-haspopup="dialog"
      onClick={() => openDialog('export')}
    />
  );
}

interface OpenerProps {
  readonly dialog: DialogName;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly shortcut: string | undefined;
}

/** Opens a dialog; only its icon shows where there is little room. */
function Opener({ dialog, label, icon: Icon, shortcut }: OpenerProps) {
  const openDialog = useView((state) => state.openDialog);
  return (
    <Button
      label={label}
      icon={<Icon size={16} className="shrink-0 text-muted" aria-hidden />}
      className="max-lg:icon-only"
      aria-haspopup="dialog"
      onClick={() => openDialog(dialog)}
      {...(shortcut && { shortcut })}
    />
  );
}

function History() {
  const words = useWords('shell');
  const simulation = useSimulation();
  const canUndo = useDocument((state) => state.past.length > 0);
  const canRedo = useDocument((state) => state.future.length > 0);
  return (
    <>
      <Divider />
      <IconButton
        label={words.undo}
        shortcut="Mod+Z"
        icon={<Undo2 size={16} aria-hidden />}
        disabled={!canUndo}
        onClick={() => fetchAndRun(simulation, 'undo')}
      />
      <IconButton
        label={words.redo}
        shortcut="Mod+Shift+Z"
        icon={<Redo2 size={16} aria-hidden />}
        disabled={!canRedo}
        onClick={() => fetchAndRun(simulation, 'redo')}
      />
      <Divider />
    </>
  );
}

/** The walk takes a quarter of the screen; where it stands below the board nothing is won by folding it. */
function WalkButton() {
  const words = useWords('shell');
  const simulation = useSimulation();
  const open = useView((state) => state.room.walk === 'open');
  return (
    <IconButton
      label={words.showWalk}
      shortcut={keyOf('fold-walk') ?? ''}
      aria-pressed={open}
      icon={<PanelRight size={16} aria-hidden />}
      className="max-md:hidden!"
      onClick={() => fetchAndRun(simulation, 'fold-walk')}
    />
  );
}

/** A phone has no room for it: there it is found as a command, and follows the system. */
function ThemeButton() {
  const words = useWords('shell');
  const theme = useView((state) => state.theme);
  const setTheme = useView((state) => state.setTheme);
  return (
    <IconButton
      label={words.theme(theme)}
      icon={<Contrast size={16} aria-hidden />}
      className="max-sm:hidden!"
      onClick={() => setTheme(nextTheme(theme))}
    />
  );
}

function ShortcutsButton() {
  const words = useWords('shell');
  const openDialog = useView((state) => state.openDialog);
  return (
    <IconButton
      label={words.shortcuts}
      shortcut="?"
      icon={<CircleHelp size={16} aria-hidden />}
      aria-haspopup="dialog"
      onClick={() => openDialog('shortcuts')}
    />
  );
}

function Divider() {
  return <span className="mx-1 hidden h-4 w-px bg-line sm:block" />;
}
