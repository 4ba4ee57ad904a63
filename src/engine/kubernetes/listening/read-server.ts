import { FLAG, SHORT } from '../projection/listening.ts';
import type { ListeningHint } from './listening-hint.ts';
import type { Variables, Written } from './read-flags.ts';
import type { Server } from './servers.ts';
import { readToldAddress, type ToldAddress } from './told-address.ts';

/** man 1 socat: TCP-LISTEN, UDP-LISTEN, bind= */
export function readSocat({ text, path, whole, isOfScript }: Written): readonly ListeningHint[] {
  const [setting = '', bound] = text.split(',');
  const [kind = '', port = ''] = setting.split(':');
  const told = readToldAddress(port);
  if (told === undefined) return [];
  const host = bound?.replace('bind=', '') ?? (kind.includes('4') ? '0.0.0.0' : '');
  const protocol = kind.toUpperCase().startsWith('UDP') ? 'UDP' : 'TCP';
  return [
    {
      protocol,
      ...told,
      host,
      setting,
      path,
      text: whole,
      isSure: true,
      isAll: !isOfScript,
      isAside: false,
      zero: 'IPV4',
    },
  ];
}

/** The words after a server's name. */
interface ServerWords {
  readonly rest: readonly Written[];
  readonly variables: Variables;
}

/** What of an address a word says. */
interface Said extends ToldAddress {
  readonly setting: string;
  readonly word: Written;
}

/** Where a server listens by its options, its variables and what it does unless told; empty: it is told what is not known. */
export function readServer(server: Server, first: Written, { rest, variables }: ServerWords): readonly ListeningHint[] {
  const given = sayings(server, first, rest);
  if (given === undefined) return [];
  const hosts = given.filter(({ host }) => host !== undefined);
  const port = given.findLast((each) => each.host === undefined);
  const own = hosts.length === 0 || hosts.some((each) => each.port === undefined) ? ofVariables(first, variables) : [];
  const isUdp = first.text !== 'redis-server' && rest.some(({ text }) => /^-[46klnvs]*u/.test(text));
  return addresses(
    { ...server, name: first.text, isUdp },
    {
      hosts: hosts.length > 0 ? hosts : own.filter(({ host }) => host !== undefined),
      port: port ?? own.find((each) => each.port !== undefined),
      plain: { ...server.usual, setting: first.text, word: first },
    },
  );
}

/** What an option without a value is followed by: nothing, or another option. */
const isAlone = (next: Written | undefined): boolean => next === undefined || next.text.startsWith('-');

/** undefined: some value is no address. */
function sayings(
  { options, words, bare }: Server,
  first: Written,
  rest: readonly Written[],
): readonly Said[] | undefined {
  const said: Said[] = [];
  let setting: string | undefined;
  let isValue = false;
  for (const [at, word] of rest.entries()) {
    const [, name = '', given] = FLAG.exec(word.text) ?? [];
    if (name !== '' && name === bare && given === undefined && isAlone(rest[at + 1]))
      said.push({ host: '', setting: word.text, word });
    if (name !== '') {
      isValue = true;
      const letter = SHORT.test(word.text) ? name.slice(-1) : name;
      setting = options.includes(letter) ? word.text.replace(/=.*/, '') : undefined;
    }
    const value = name === '' ? word.text : given;
    if (value === undefined || (setting === undefined && (name !== '' || words === undefined))) continue;
    for (const part of value.split(',')) {
      // Of an address that need not be there (redis.conf): "-::1".
      const told = readToldAddress(part.replace(/^-/, ''));
      if (told !== undefined) said.push({ ...told, setting: setting ?? first.text, word });
      else if (setting !== undefined && isValue) return undefined;
    }
    isValue = false;
    if (words === undefined) setting = undefined;
  }
  return said;
}

interface Sayings {
  readonly hosts: readonly Said[];
  readonly port: Said | undefined;
  readonly plain: Said;
}

function addresses(
  { name, isGo = false, isUdp }: { readonly name: string; readonly isGo?: boolean; readonly isUdp: boolean },
  { hosts, port: own, plain }: Sayings,
): readonly ListeningHint[] {
  const isTold = hosts.length > 0;
  return (isTold ? hosts : [{ ...plain, ...portOf(own) }]).map(({ host, port: its, setting, word }): ListeningHint => {
    const at = isTold ? { setting, word } : { setting: own?.setting ?? name, word: own?.word ?? word };
    const port = its ?? own?.port ?? plain.port;
    const isPortSaid = own !== undefined || (isTold && its !== undefined);
    return {
      protocol: isUdp ? 'UDP' : 'TCP',
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
      setting: at.setting,
      ...(isTold ? {} : { usualOf: name }),
      path: at.word.path,
      text: at.word.whole,
      isSure: isTold || host === '',
      isAll: isPortSaid && !at.word.isOfScript,
      isAside: false,
      zero: isGo ? 'BOTH' : 'IPV4',
    };
  });
}

const portOf = (said: ToldAddress | undefined): ToldAddress => (said?.port === undefined ? {} : { port: said.port });

/** What a server reads of its variables. uvicorn.org/settings, flask.palletsprojects.com cli, gunicorn/config.py Bind. */
function ofVariables({ text }: Written, variables: Variables): readonly Said[] {
  const prefix = text === 'flask' ? 'FLASK_RUN' : text.toUpperCase();
  const names = text === 'gunicorn' ? ['PORT'] : [`${prefix}_HOST`, `${prefix}_PORT`];
  return names.flatMap((name): readonly Said[] => {
    const word = variables.get(name);
    const told = word && readToldAddress(word.text);
    if (word === undefined || told === undefined) return [];
    return [{ ...told, ...(text === 'gunicorn' ? { host: '0.0.0.0' } : {}), setting: name, word }];
  });
}
