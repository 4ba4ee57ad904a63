/** What a request says beside from where and to where. */
export const REQUEST_OPTIONS = {
  method: 'Method',
  resolvesTo: 'Host resolves to',
  asDns: 'what DNS says',
  headers: 'Headers',
  headersExample: 'X-Canary: always',
};
