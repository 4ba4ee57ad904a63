/** What links were made of: a lesson that never changed is its own edition, of one that did the former ones are kept. */
export interface Archive {
  /** By lesson. */
  readonly published: Readonly<Record<string, Published>>;
  /** By lesson and edition: the document in JSON. */
  readonly former: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Published {
  /** Names of editions with a space between, the last one last. Nothing is ever taken out. */
  readonly editions: string;
  /** The document of the last one, in JSON: where it is found once the lesson has changed. */
  readonly last: string;
}

/** A lesson as it is: the name of its edition and its document in JSON. */
export interface Edition {
  readonly edition: string;
  readonly text: string;
}

/** Outside of src: no page needs it. */
export const PUBLISHED = 'tests/lessons/published.json';
const FOLDER = 'src/lessons/editions';

/** The archive when these are the lessons: what was published of one that changed, or that is gone, is kept. */
export function keepEditions({ published, former }: Archive, lessons: Readonly<Record<string, Edition>>): Archive {
  const kept = { ...former };
  const known = { ...published };
  for (const [id, { editions, last }] of Object.entries(published)) {
    const edition = editions.split(' ').at(-1);
    if (edition !== undefined && lessons[id]?.edition !== edition) kept[id] = { ...kept[id], [edition]: last };
  }
  for (const [id, { edition, text }] of Object.entries(lessons)) {
    const before = published[id]?.editions.split(' ') ?? [];
    known[id] = { editions: [...before.filter((each) => each !== edition), edition].join(' '), last: text };
  }
  return { published: known, former: kept };
}

/** The files that hold an archive, by their path. */
export function formatArchive({ published, former }: Archive): Readonly<Record<string, string>> {
  const lessons = sorted(former);
  const files = lessons.map(([id, editions]) => [`${FOLDER}/${fileOf(id)}`, formatEditions(sorted(editions))] as const);
  return {
    [PUBLISHED]: `${JSON.stringify(Object.fromEntries(sorted(published)), null, 2)}\n`,
    [`${FOLDER}/editions.ts`]: formatList(lessons.map(([id]) => id)),
    ...Object.fromEntries(files),
  };
}

/** Below a folder for each first letter. */
const fileOf = (id: string): string => `${id.slice(0, 1)}/${id}.ts`;

const NOTE = '// Written by scripts/archive-lessons.mjs. An edition is never taken out: links name it.\n\n';

function formatList(ids: readonly string[]): string {
  const lines = ids.map((id) => `  ['${id}', () => import('./${fileOf(id)}')],\n`);
  return `${NOTE}interface Former {
  /** By its name: the document in JSON. */
  readonly EDITIONS: ReadonlyMap<string, string>;
}

/** Of each lesson that has changed, what it was before. */
export const FORMER: ReadonlyMap<string, () => Promise<Former>> = new Map([
${lines.join('')}]);
`;
}

function formatEditions(editions: readonly (readonly [string, string])[]): string {
  const entries = editions.map(([name, text]) => {
    const quoted = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return `  [\n    '${name}',\n    '${quoted}',\n  ],\n`;
  });
  return `${NOTE}export const EDITIONS: ReadonlyMap<string, string> = new Map([\n${entries.join('')}]);\n`;
}

function sorted<Value>(record: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
