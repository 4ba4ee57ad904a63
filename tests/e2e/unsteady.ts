import type { FullConfig, FullResult, Reporter, Suite } from '@playwright/test/reporter';

/** Tests that may need their second try before the run fails. */
const MOST = 2;

/**
 * Names each test that passed at its second try only: it acts faster than the page under some load, or the page loses something then.
 * Either has to be mended; a machine that stood still for a moment is no reason to refuse a change, more than {@link MOST} of them are.
 */
export default class Unsteady implements Reporter {
  private suite: Suite | undefined;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(): Promise<{ status?: FullResult['status'] } | undefined> {
    const unsteady = this.suite?.allTests().filter((test) => test.outcome() === 'flaky') ?? [];
    for (const test of unsteady)
      console.log(`UNSTEADY, passed at its second try: ${test.titlePath().filter(Boolean).join(' › ')}`);
    if (unsteady.length <= MOST) return Promise.resolve(undefined);
    console.log(`FAILED: ${unsteady.length} tests are unsteady; ${MOST} may be.`);
    return Promise.resolve({ status: 'failed' });
  }
}
