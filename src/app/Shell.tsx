import { lazy, Suspense, useCallback } from 'react';
import { Canvas } from '../features/canvas/Canvas.tsx';
import { FileDrop } from '../features/files/FileDrop.tsx';
import { StoryStrip } from '../features/gallery/StoryStrip.tsx';
import { RequestBar } from '../features/request-bar/RequestBar.tsx';
import { Transport } from '../features/timeline/Transport.tsx';
import { Walk } from '../features/walk/Walk.tsx';
import { useView } from '../simulation/context.ts';
import { Dialogs } from './Dialogs.tsx';
import { Header } from './Header.tsx';
import { receiveFiles, receivePaste } from './import.ts';
import type { Workspace } from './open.ts';
import { Toasts } from './Toasts.tsx';

const Inspector = lazy(async () => ({ default: (await import('../features/inspector/Inspector.tsx')).Inspector }));

export interface ShellProps {
  readonly workspace: Workspace;
  /** Only the canvas, the playback and the walk: for a page inside another page. */
  readonly embedded: boolean;
}

/** The frame of the page: where everything has its place. */
export function Shell({ workspace, embedded }: ShellProps) {
  const readOnly = useView((state) => state.readOnly);
  const onFiles = useCallback((files: readonly File[]) => void receiveFiles(workspace, files), [workspace]);
  const onText = useCallback((text: string) => void receivePaste(workspace, text), [workspace]);
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      {!embedded && <Header />}
      <main className="flex min-h-0 flex-1 flex-col md:flex-row">
        <div className="flex min-h-0 min-w-0 flex-col max-md:shrink-0 md:flex-1">
          {!embedded && <StoryStrip />}
          <div className="relative min-h-0 max-md:h-[36dvh] md:flex-1">
            <Canvas />
          </div>
          <div className="flex shrink-0 flex-col gap-2 border-t border-line bg-surface px-3 py-2 md:px-4">
            {!embedded && <RequestBar />}
            <Transport />
          </div>
        </div>
        <SidePanels />
      </main>
      <Toasts />
      <Dialogs workspace={workspace} />
      {!readOnly && <FileDrop onFiles={onFiles} onText={onText} />}
    </div>
  );
}

/** The walk, and under it what is selected; on a phone that covers the page until it is closed. */
function SidePanels() {
  const selected = useView((state) => state.selected);
  return (
    <div className="flex min-h-0 flex-col border-line bg-surface max-md:flex-1 max-md:border-t md:w-80 md:border-l xl:w-96">
      <div className="min-h-0 flex-1">
        <Walk />
      </div>
      {selected !== undefined && (
        <div className="min-h-0 border-line bg-surface max-md:fixed max-md:inset-0 max-md:z-30 md:h-[55%] md:border-t">
          <Suspense fallback={null}>
            <Inspector />
          </Suspense>
        </div>
      )}
    </div>
  );
}
