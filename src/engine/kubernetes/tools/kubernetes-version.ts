/** A minor version of Kubernetes: "1.36". */
export type KubernetesVersion = `1.${number}`;

/** Those whose differences are known, the oldest first. */
export const KNOWN_VERSIONS = [
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
  '1.37',
] as const satisfies readonly KubernetesVersion[];

/** Where nobody says: what holds of the real programs is cited from it. */
export const USUAL_VERSION: KubernetesVersion = '1.35';

/** The minor version in "1.36", "v1.36.3", "v1.29.1-gke.1589018"; undefined: there is none. */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
  const minor = /^v?1\.(\d{1,3})(?![\d])/.exec(text.trim())?.[1];
  return minor === undefined ? undefined : `1.${Number(minor)}`;
}

const minorOf = (version: KubernetesVersion): number => Number(version.slice('1.'.length));

/** True from `first` on. */
export function isSince(version: KubernetesVersion, first: KubernetesVersion): boolean {
  return minorOf(version) >= minorOf(first);
}

/** The newest of them; undefined: there is none. */
export function newestVersion(versions: readonly KubernetesVersion[]): KubernetesVersion | undefined {
  return versions.reduce<KubernetesVersion | undefined>(
    (newest, version) => (newest !== undefined && isSince(newest, version) ? newest : version),
    undefined,
  );
}
