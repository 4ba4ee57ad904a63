/** A URL that names `host`, with another in its place. */
export function urlWithHost(url: string, host: string, other: string): string {
  const at = url.indexOf(host, url.indexOf('://') + 1);
  return url.slice(0, at) + other + url.slice(at + host.length);
}
