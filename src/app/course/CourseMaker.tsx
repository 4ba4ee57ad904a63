import { useCallback, useMemo, useState } from 'react';
import { type Draft, draftOf } from '../../features/course/draft.ts';
import { Maker } from '../../features/course/Maker.tsx';
import type { Offers } from '../../features/course/Offered.tsx';
import { CHALLENGES } from '../../lessons/catalog/challenges.ts';
import { SCENARIOS } from '../../lessons/catalog/catalog.ts';
import { lookupLesson } from '../../lessons/catalog/lookup-lesson.ts';
import { say } from '../../narration/sentences.ts';
import { encodeCourseLink } from '../../scenario/course/course-link.ts';
import { type Course, withoutNotes } from '../../scenario/course/course.ts';
import { parseCourse } from '../../scenario/course/read-course.ts';
import { encodeShareLink, HASH_LIMIT } from '../../scenario/share-link.ts';
import type { Workspace } from '../opening/open.ts';
import { followCourse, readCourseFile } from '../opening/open-course.ts';
import { titleOfStep } from '../opening/shown-step.ts';
import { download, fileName } from '../page/download.ts';
import { pageAddress } from '../page/page-address.ts';
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
  const faultOf = useCallback((course: Course) => sayFault(workspace, course), [workspace]);
  return (
    <Maker
      first={first}
      offers={offers}
      onChange={keepDraft}
      readFile={(file) => readFile(workspace, file)}
      faultOf={faultOf}
      linkOf={linkOf}
      nameOf={({ title }) => courseFile(title)}
      onDownload={(course, copy) =>
        download(
          copy === 'learner'
            ? { name: courseFile(course.title), text: textOf(withoutNotes(course)) }
            : { name: courseFile(simulation.words.of('makeCourse').trainerFile(course.title)), text: textOf(course) },
        )
      }
      onTry={(course) => {
        onClose();
        void followCourse(workspace, course);
      }}
      onPrint={(course, copy) => {
        page.setState({ handout: { course, copy, isTrainers: true } });
        simulation.view.getState().openDialog('handout');
      }}
      onClose={onClose}
    />
  );
}

const textOf = (course: Course): string => `${JSON.stringify(course, null, 2)}\n`;

function linkOf(course: Course): string | null {
  const hash = encodeCourseLink(withoutNotes(course));
  return hash.length > HASH_LIMIT ? null : `${pageAddress()}#${hash}`;
}

/** As whoever opens its file would be told. */
function sayFault({ simulation: { words } }: Workspace, course: Course): string | undefined {
  const { unreadable, unused } = words.of('opening');
  const read = parseCourse(textOf(course));
  const [first] = read.ok ? read.problems : [];
  const why = read.ok ? first && say(unused, first) : say(unreadable, read.why);
  return why === undefined ? undefined : words.of('makeCourse').faulty(why);
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
    titleOf: (step) => titleOfStep(workspace, step),
    partsOf: async (id) => {
      const lesson = await lookupLesson(id);
      return (await lesson?.load())?.story.map(({ title }) => title) ?? [];
    },
  };
}

async function readFile(workspace: Workspace, file: File): Promise<Draft | undefined> {
  const course = await readCourseFile(workspace, file);
  return course && draftOf(course);
}
