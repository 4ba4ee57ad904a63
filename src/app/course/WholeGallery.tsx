import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { Gallery, type GalleryPart } from '../../features/gallery/Gallery.tsx';
import { lookupLesson } from '../../lessons/catalog/lookup-lesson.ts';
import { fetchPart } from '../../ui/fetch-part.ts';
import { offeredChallenges } from '../opening/challenges-solved.ts';
import { offeredLessons } from '../opening/lessons-done.ts';
import { openLesson, type Workspace } from '../opening/open.ts';
import { openNew } from '../opening/open-new.ts';
import { forgetProgress } from '../page/keeping/kept-progress.ts';
import { describeModels } from './model-facts.ts';
import { downloadProgress, importProgressFile } from './progress-file.ts';

interface WholeGalleryProps {
  readonly workspace: Workspace;
  readonly first: GalleryPart;
  readonly onClose: () => void;
}

/** The Gallery with what was done in this browser. */
export function WholeGallery({ workspace, first, onClose }: WholeGalleryProps) {
  const { page, simulation } = workspace;
  const shelf = useStore(page, (state) => state.shelf);
  const [entries, setEntries] = useState(offeredLessons);
  const [challenges, setChallenges] = useState(offeredChallenges);
  const describe = useCallback(() => describeModels(simulation), [simulation]);
  const readAgain = (): void => {
    setEntries(offeredLessons());
    setChallenges(offeredChallenges());
  };
  const importFile = async (file: File): Promise<void> => {
    const { imported, unusable } = simulation.words.of('gallery').progress;
    const count = await importProgressFile(file);
    simulation.view
      .getState()
      .toast(
        count === undefined ? { tone: 'error', text: unusable(file.name) } : { tone: 'success', text: imported(count) },
      );
    readAgain();
  };
  return (
    <Gallery
      first={first}
      shelf={shelf}
      entries={entries}
      challenges={challenges}
      sketch={sketchLesson}
      describeModels={describe}
      onExportProgress={downloadProgress}
      onImportProgress={(file) => void importFile(file)}
      onCourses={() => simulation.view.getState().openDialog('course')}
      onWrite={
        simulation.view.getState().readOnly
          ? undefined
          : () => {
              onClose();
              simulation.view.setState({ authoring: true });
            }
      }
      onReset={(id, title) => {
        forgetProgress(id);
        simulation.view
          .getState()
          .toast({ tone: 'info', text: simulation.words.of('gallery').progress.isReset(title) });
        readAgain();
      }}
      onOpen={(id) => {
        onClose();
        void openLesson(workspace, id);
      }}
      onNew={(template) => {
        onClose();
        void openNew(workspace, template);
      }}
      onClose={onClose}
    />
  );
}

async function sketchLesson(id: string) {
  const lesson = await lookupLesson(id);
  if (lesson === undefined) throw new Error(`no lesson ${id}`);
  const [{ sketchBoard }, document] = await Promise.all([
    fetchPart('sketch', () => import('../opening/sketch.ts')),
    lesson.load(),
  ]);
  return sketchBoard(document);
}
