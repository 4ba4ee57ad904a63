/** What the request bar offers, beside each. */
export const SUGGESTIONS = {
  noAddress: 'no address',
  outside: 'a client outside',
  machine: 'your machine',
  podOn: (ip: string, node: string) => `${ip} on ${node}`,
};
