import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildCluster } from '../engine/kubernetes/build-cluster.ts';
import type { Cluster } from '../engine/kubernetes/cluster.ts';
import type { Diagnostic } from '../manifests/diagnostic.ts';
import { type ManifestFile, parseManifests, type ParsedManifests } from '../manifests/parse.ts';
import { type Call, CallError, clusterOverrides, InputError } from './call.ts';

const MANIFEST = /\.(ya?ml|json)$/i;

/** The files a call names: files, directories (recursively), "-" for standard input. Throws {@link InputError}. */
function readFiles(paths: readonly string[]): readonly ManifestFile[] {
  return paths.flatMap((path) =>
    path === '-' ? [{ name: '-', text: readText(0, 'standard input') }] : readPath(path),
  );
}

function readPath(path: string): readonly ManifestFile[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new InputError(`no such file or directory: ${path}`);
  if (!stats.isDirectory()) return [{ name: path, text: readText(path, path) }];
  const entries = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) =>
    entry.isDirectory() || MANIFEST.test(entry.name) ? readPath(join(path, entry.name)) : [],
  );
}

/** A text file whole; `name` is what messages call it. */
export function readText(source: string | 0, name: string): string {
  try {
    return readFileSync(source, 'utf8');
  } catch (error) {
    throw new InputError(`cannot read ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export interface ReadCluster {
  readonly manifests: ParsedManifests;
  readonly cluster: Cluster;
  /** Of the texts and of the objects, placed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything a call names, read and completed. Errors in documents are told on standard error; the rest is used. */
export function readCluster(call: Call, paths: readonly string[] = call.positionals): ReadCluster {
  if (paths.length === 0)
    throw new CallError(`${call.command} needs at least one FILE (a directory and - work as well)`);
  const manifests = parseManifests(readFiles(paths));
  const cluster = buildCluster({ objects: manifests.objects, overrides: clusterOverrides(call) });
  const diagnostics = [...manifests.diagnostics, ...cluster.findings.map(manifests.locate)];
  return { manifests, cluster, diagnostics };
}

/** "cluster.yaml:12:5: error YAML_SYNTAX: …" */
export function formatDiagnostic({ file, line, column, severity, code, message }: Diagnostic): string {
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  return `${place === '' ? '' : `${place}: `}${severity} ${code}: ${message}`;
}

/** Diagnostics go to standard error: problems always, the rest where a person reads along. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], json: boolean): void {
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === 'error' || (!json && diagnostic.severity === 'warning')) {
      process.stderr.write(`${formatDiagnostic(diagnostic)}\n`);
    }
  }
}
