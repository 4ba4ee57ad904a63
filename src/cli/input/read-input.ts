import { constants, isAscii } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { findingsAbout } from '../../engine/clusters.ts';
import type { Cluster, Finding, ObjectRef } from '../../engine/objects.ts';
import type { Fix } from '../../engine/outcomes.ts';
import { nearestNames } from '../../engine/unread.ts';
import { INPUT } from '../../narration/en/cli/input.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';
import { PROBLEMS } from '../../narration/en/scenario/problems.ts';
import { say } from '../../narration/sentences.ts';
import { decodeText } from '../../manifests/sources/decode-text.ts';
import type { Diagnostic, MoreAlike } from '../../manifests/diagnostic.ts';
import { foldDiagnostics } from '../../manifests/fold-diagnostics.ts';
import { type ManifestFile, parseManifests, type ParsedManifests } from '../../manifests/parse.ts';
import { type Call, CallError, clusterOverrides, InputError, option } from '../terminal/call.ts';
import { readPicture } from '../../scenario/picture-file.ts';
import type { SharedScenario } from '../../scenario/document/document.ts';
import type { Restored } from '../../scenario/restore/restore.ts';
import { ENGINE } from './engine.ts';
import { findFiles, reason } from './find-files.ts';
import { mergeScenarios, scenarioOfFile } from './scenario-input.ts';
import { type SaidDiagnostic, saidDiagnostic, saidPlaced } from '../terminal/said.ts';
import { printable } from '../../report/printable.ts';

/** The files a call names: files, directories (recursively), "-" for standard input. Throws {@link InputError}. */
function readFiles(paths: readonly string[]): readonly ManifestFile[] {
  return paths.flatMap((path) =>
    path === '-' ? [{ ...readManifest(0, 'standard input'), name: '-' }] : readPath(path),
  );
}

function readPath(path: string): readonly ManifestFile[] {
  const found = findFiles(path);
  if (found === undefined) throw new InputError(INPUT.noFile(path));
  for (const problem of found.problems) process.stderr.write(`${printable(problem)}\n`);
  return found.files.map((file) => readManifest(file, file));
}

/** A text file whole; `name` is what messages call it. */
export function readText(source: string | 0, name: string): string {
  return readManifest(source, name).text;
}

function readManifest(source: string | 0, name: string): ManifestFile {
  try {
    const bytes = readFileSync(source);
    const picture = readPicture(bytes);
    // What a picture holds is a link.
    if (picture?.hash !== undefined) return { name, text: picture.hash };
    if (picture === undefined) return { name, ...decodeText(bytes, decodeUtf8) };
  } catch (error) {
    throw new InputError(INPUT.cannotRead(name, reason(error)));
  }
  throw new InputError(INPUT.emptyPicture(name));
}

/** What is ASCII, as nearly all is, needs no decoding, and half of the memory. */
const decodeUtf8 = (bytes: Buffer): string =>
  isAscii(bytes) ? bytes.toString('latin1') : new TextDecoder('utf-8').decode(bytes);

export interface ReadCluster {
  /** The objects of scenarios among them. */
  readonly manifests: Pick<ParsedManifests, 'objects' | 'documents' | 'skipped' | 'skippedGroups' | 'locate'>;
  /** What links and scenario files say beside their objects; absent: there is none among the files. */
  readonly scenario?: SharedScenario;
  readonly cluster: Cluster;
  /** Of the texts and of the objects, placed. The first who asks has all objects looked at. */
  readonly diagnostics: readonly SaidDiagnostic[];
  /** The same of some objects, and of what belongs to none. */
  readonly diagnosticsAbout: (isAsked: (object: ObjectRef) => boolean) => readonly SaidDiagnostic[];
  /** How many documents could not be read at all. */
  readonly unreadable: number;
}

/** A slip in a CNI's name would be walked on a bridge: that has to be told before the answer. */
function noteUnknownCni(call: Call, { assumptions }: Cluster): void {
  const given = option(call, 'cni');
  const replaced = assumptions.find(({ code }) => code === 'CNI_REPLACED');
  if (given === undefined || replaced === undefined) return;
  const known = Object.keys(ENGINE.programs.network.cnis ?? {});
  const [near] = nearestNames(given, known);
  process.stderr.write(`${printable(INPUT.cni(given, ENGLISH.assumption(replaced), known, near))}\n`);
}

/**
 * Everything a call names, read and completed. `fixesOf`: finds what mends a finding. Errors in documents are told on standard error; the rest is used. Throws
 * {@link InputError} where there is no text at all.
 */
export function readCluster(
  call: Call,
  paths: readonly string[] = call.positionals,
  fixesOf?: (cluster: Cluster) => (finding: Finding) => Fix | undefined,
): ReadCluster {
  if (paths.length === 0)
    throw new CallError(`${call.command} needs at least one FILE (a directory and - work as well)`);
  const { files, scenarios } = sortInput(call, paths);
  if (scenarios.length === 0 && files.every(({ text, problem }) => text.trim() === '' && problem?.severity !== 'error'))
    throw new InputError(INPUT.nothing);
  const parsed = parseManifests(files, undefined, constants.MAX_STRING_LENGTH);
  const unreadable = parsed.diagnosticsAbout(() => false).filter(isUnreadable).length;
  const scenario = mergeScenarios(scenarios.map(({ restored }) => restored.scenario));
  const { objects = [], interventions = [], overrides } = scenario?.document ?? {};
  const { skipped, skippedGroups, locate } = parsed;
  const manifests = {
    objects: [...objects, ...parsed.objects],
    documents: parsed.documents + objects.length,
    skipped,
    skippedGroups,
    locate,
  };
  const cluster = ENGINE.buildCluster({
    objects: manifests.objects,
    interventions,
    overrides: { ...overrides, ...clusterOverrides(call) },
  });
  noteUnknownCni(call, cluster);
  const fixOf = fixesOf?.(cluster);
  const say = (read: readonly Diagnostic[], findings: readonly Finding[]): readonly SaidDiagnostic[] => [
    ...scenarios.flatMap(notesOf),
    ...read.map(saidDiagnostic),
    ...findings.map((finding) => saidPlaced(manifests.locate(finding), fixOf?.(finding))),
  ];
  let said: readonly SaidDiagnostic[] | undefined;
  return {
    manifests,
    cluster,
    get diagnostics() {
      said ??= say(parsed.diagnostics, cluster.findings);
      return said;
    },
    diagnosticsAbout: (isAsked) => say(parsed.diagnosticsAbout(isAsked), findingsAbout(cluster, isAsked)),
    unreadable,
    ...(scenario !== undefined && { scenario }),
  };
}

interface NamedScenario {
  readonly file: string;
  readonly restored: Restored;
}

/** Links and scenario files apart from manifests. */
function sortInput(call: Call, paths: readonly string[]) {
  const scenarios: NamedScenario[] = [];
  const files = paths.flatMap((path) => {
    const named = call.scenarios.get(path);
    if (named !== undefined) scenarios.push({ file: shorten(path), restored: named });
    return named === undefined ? readFiles([path]) : [];
  });
  const manifests = files.filter(({ name, text }) => {
    const restored = scenarioOfFile(name, text);
    if (restored !== undefined) scenarios.push({ file: name, restored });
    return restored === undefined;
  });
  return { files: manifests, scenarios };
}

const LONGEST = 60;
const shorten = (path: string): string => (path.length > LONGEST ? `${path.slice(0, LONGEST - 1)}…` : path);

/** What of a scenario could not be used, and what of it has no place on a command line. */
function notesOf({ file, restored: { scenario, problems } }: NamedScenario): readonly SaidDiagnostic[] {
  const told = problems.map((problem) => ({
    severity: 'warning' as const,
    code: 'SCENARIO_PART_UNUSABLE',
    message: say(PROBLEMS, problem),
    file,
  }));
  if (scenario.timeline === undefined) return told;
  return [...told, { severity: 'warning', code: 'TIMELINE_NOT_PLAYED', message: INPUT.timeline, file }];
}

/** A document that is lost as a whole, and not only a field of it. */
const isUnreadable = ({ severity, object }: Diagnostic): boolean => severity === 'error' && object === undefined;

/** "cluster.yaml:12:5: error: Not YAML: … [YAML_SYNTAX]" */
export function formatDiagnostic(diagnostic: SaidDiagnostic | MoreAlike): string {
  const { file, line, column, severity, code, message } =
    'message' in diagnostic ? diagnostic : saidDiagnostic(diagnostic);
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  const fix = 'fix' in diagnostic && diagnostic.fix !== undefined ? ` ${INPUT.fix(diagnostic.fix.text)}` : '';
  return printable(`${place === '' ? '' : `${place}: `}${severity}: ${message}${fix} [${code}]`);
}

/**
 * Errors and warnings go to standard error, so that standard output holds the answer alone. Throws {@link InputError} when nothing
 * at all could be read.
 */
export function reportDiagnostics({ diagnostics, manifests, unreadable }: ReadCluster): void {
  const told = foldDiagnostics(diagnostics.filter(({ severity }) => severity !== 'info'));
  process.stderr.write(told.map((diagnostic) => `${formatDiagnostic(diagnostic)}\n`).join(''));
  if (readsNothing({ manifests, unreadable })) throw new InputError(INPUT.nothingReadable);
}

/** Documents there are, and none that could be read. */
export function readsNothing({ manifests, unreadable }: Pick<ReadCluster, 'manifests' | 'unreadable'>): boolean {
  return unreadable > 0 && manifests.objects.length === 0;
}
