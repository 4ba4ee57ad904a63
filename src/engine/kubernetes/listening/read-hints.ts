import { textOf, recordOf } from '../model/reader.ts';
import { isServer, listeningWords, saysAddress, SOCAT, tells, VARIABLE } from '../projection/listening.ts';
import type { ListeningHint } from './listening-hint.ts';
import { hintsOf, readFlags, type Variables, type Written } from './read-flags.ts';
import { readServer, readSocat } from './read-server.ts';
import { PROGRAM_OF_IMAGE, SERVERS } from './servers.ts';

/**
 * What a container is told of where its process listens, by its command line and its variables; empty: nothing. Of these the same
 * words are read as enter a link. A variable of the container in a value is put in.
 */
export function readListeningHints(container: unknown): readonly ListeningHint[] {
  const variables = variablesOf(container);
  const command = ['command', 'args'].flatMap((key) => wordsIn(container, key, variables));
  const entry = programOfImage(container);
  const words =
    entry === undefined ? command : [{ text: entry, path: ['image'], whole: entry, isOfScript: false }, ...command];
  const starts = words.flatMap(({ text }, index) => (isServer(text) || SOCAT.test(text) ? [index] : []));
  const before = words.slice(0, starts[0] ?? words.length);
  const others = starts.map((start, index) => readCommand(words.slice(start, starts[index + 1]), variables));
  return [
    ...readFlags(before),
    ...others.flat(),
    ...[...variables].flatMap(([name, word]) => hintsOf(name, { setting: name, value: word.text, word })),
  ];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Those that say a port or an address, by name. */
function variablesOf(container: unknown): Variables {
  return new Map(
    listOf(recordOf(container)['env']).flatMap((each, index): readonly (readonly [string, Written])[] => {
      const { name, value } = recordOf(each);
      if (typeof name !== 'string' || typeof value !== 'string' || !tells(name)) return [];
      const word = { text: value, path: ['env', index, 'value'], whole: value, isOfScript: false };
      return saysAddress(value) ? [[name, word]] : [];
    }),
  );
}

function wordsIn(container: unknown, key: string, variables: Variables): readonly Written[] {
  const list = listOf(recordOf(container)[key]).filter((each) => typeof each === 'string');
  const put = (text: string): string =>
    text.replace(VARIABLE, (whole, ...names: readonly (string | undefined)[]) => {
      const name = names.slice(0, 3).find((each) => each !== undefined) ?? '';
      return variables.get(name)?.text ?? whole;
    });
  return listeningWords(list).map(({ text, at, isOfScript }) => ({
    text: put(text),
    path: [key, at],
    whole: list[at] ?? text,
    isOfScript,
  }));
}

function programOfImage(container: unknown): string | undefined {
  const { image, command, args } = recordOf(container);
  const first = textOf(listOf(args)[0]);
  if (listOf(command).length > 0 || typeof image !== 'string') return undefined;
  const name = PROGRAM_OF_IMAGE.find(([test]) => test.test(image))?.[1];
  return name !== undefined && (first?.startsWith('-') === true || (name === 'kubectl' && first === 'proxy'))
    ? name
    : undefined;
}

/** What stands between the name of a server and that of the next one. */
function readCommand(words: readonly Written[], variables: Variables): readonly ListeningHint[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  if (SOCAT.test(first.text)) return [...readSocat(first), ...readFlags(rest)];
  const server = SERVERS.find(
    ({ name, follows }) =>
      name.test(first.text) && (follows === undefined || rest.some(({ text }) => follows.test(text))),
  );
  return server === undefined ? readFlags(rest) : readServer(server, first, { rest, variables });
}
