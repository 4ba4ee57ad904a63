import { useMemo, useState } from 'react';
import { type Draft, draftOf } from '../../features/course/draft.ts';
import { Maker } from '../../features/course/Maker.tsx';
import type { Offers } from '../../features/course/Offered.tsx';
import { CHALLENGES } from '../../lessons/catalog/challenges.ts';
import { SCENARIOS } from '../../lessons/catalog/catalog.ts';
import { lookupLesson } from '../../lessons/catalog/lookup-lesson.ts';
import { say } from '../../narration/sentences.ts';
import { encodeCourseLink } from '../../scenario/course/course-link.ts';
import { parseCourse } from '../../scenario/course/read-course.ts';
import { encodeShareLink, HASH_LIMIT } from '../../scenario/share-link.ts';
import type { Workspace } from '../opening/open.ts';
import { followCourse, showStep } from '../opening/open-course.ts';
import { tellProblems } from '../opening/open-restored.ts';
import { download, fileName } from '../page/download.ts';
import { keepDraft, readDraft } from './kept-draft.ts';

interface CourseMakerProps {
  readonly workspace: Workspace;
  readonly onClose: () => void;
}

/** The surface on which a course is made; what is being made is kept in this browser. */
export function CourseMaker({ workspace, onClose }: CourseMakerProps) {
  const { page, simulation } = workspace;
  const offers = useMemo(() => offersOf(workspace), [workspace]);
  const [first] = useState(readDraft);
  return (
    <Maker
      first={first}
      offers={offers}
      onChange={keepDraft}
      readFile={(file) => readFile(workspace, file)}
      linkOf={(course) => {
        const hash = encodeCourseLink(course);
        const { origin, pathname } = window.location;
        return hash.length > HASH_LIMIT ? undefined : `${origin === 'null' ? '' : origin}${pathname}#${hash}`;
      }}
      nameOf={({ title }) => courseFile(title)}
      onDownload={(course) =>
        download({ name: courseFile(course.title), text: `${JSON.stringify(course, null, 2)}\n` })
      }
      onTry={(course) => {
        onClose();
        void followCourse(workspace, course);
      }}
      onPrint={(course, copy) => {
        page.setState({ handout: { course, copy } });
        simulation.view.getState().openDialog('handout');
      }}
      onClose={onClose}
    />
  );
}

/** Only what an address takes as it is. */
function courseFile(title: string): string {
  const plain = fileName(title)
    .normalize('NFD')
    .replaceAll(/[^a-z0-9-]/g, '');
  return `${plain === '' ? 'course' : plain}.json`;
}

function offersOf(workspace: Workspace): Offers {
  const { shelf } = workspace.page.getState();
  return {
    lessons: SCENARIOS,
    challenges: CHALLENGES,
    boards: async () => (await shelf?.list())?.boards.filter(({ isDeleted }) => !isDeleted) ?? [],
    linkTo: async (id) => {
      const document = await shelf?.read(id);
      if (document === undefined) return undefined;
      const hash = encodeShareLink({ document, choices: [], lens: 'objects', depth: 'story' });
      return hash.length > HASH_LIMIT ? undefined : hash;
    },
    titleOf: (step) => showStep(workspace, step).title,
    partsOf: async (id) => {
      const lesson = await lookupLesson(id);
      return (await lesson?.load())?.story.map(({ title }) => title) ?? [];
    },
  };
}

async function readFile(workspace: Workspace, file: File): Promise<Draft | undefined> {
  const { words, view } = workspace.simulation;
  const read = parseCourse(await file.text());
  if (!read.ok) {
    const text = words.of('course').notOpened(say(words.of('opening').unreadable, read.why));
    view.getState().toast({ tone: 'error', text });
    return undefined;
  }
  tellProblems(workspace, read.problems, words.of('course').notAllUsed);
  return draftOf(read.course);
}
