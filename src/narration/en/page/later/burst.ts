/** What came of requests that were sent at once. */
export const BURST = {
  title: 'Sent at once',
  sent: (requests: number) => (requests === 1 ? '1 request sent' : `${requests.toLocaleString('en')} requests sent`),
  onTheirWay: 'on their way',
  answeredBy: 'answered by',
  failed: 'failed',
  ended: (how: string, by: string | undefined) => (by === undefined ? how : `${how} by ${by}`),
  /** Said once, when the last one has come to its end. */
  total: (sent: string, answers: readonly string[], failures: readonly string[]) =>
    `${sent}: ${[...answers, ...(failures.length === 0 ? ['0 failed'] : failures)].join(', ')}.`,
  share: (count: number, what: string) => `${count.toLocaleString('en')} ${what}`,
  dismiss: 'Dismiss the count',
};
