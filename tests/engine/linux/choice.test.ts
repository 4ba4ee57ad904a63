import { describe, expect, it } from 'vitest';
import { branches, type Choose, recalling } from '../../../src/engine/linux/model/choice.ts';

describe('recalling', () => {
  /** Two coins, of which the second is thrown after heads only. */
  function createCoins() {
    let runs = 0;
    const throwCoins = (choose: Choose): string => {
      runs += 1;
      return choose([1, 3]) === 0 ? `heads ${choose([1, 1])}` : 'tails';
    };
    return { throwCoins, runs: () => runs };
  }

  it('gives what the run gives, with its choices and chances', () => {
    const { throwCoins } = createCoins();
    const known = recalling(throwCoins);
    const twice = [...branches((choose) => [known(choose), known(choose)])];
    expect(twice).toEqual([...branches((choose) => [throwCoins(choose), throwCoins(choose)])]);
    expect(twice).toHaveLength(9);
  });

  it('runs once for each way through the choices, however often it is asked', () => {
    const { throwCoins, runs } = createCoins();
    const known = recalling(throwCoins);
    const all = [...branches((choose) => [choose([1, 1, 1, 1]), known(choose)])];
    expect(all).toHaveLength(12);
    expect(runs()).toBe(3);
  });

  it('goes on from where another way through the choices parted', () => {
    const { throwCoins } = createCoins();
    const known = recalling(throwCoins);
    const answers =
      (...given: number[]): Choose =>
      () =>
        given.shift() ?? 0;
    expect([known(answers(1)), known(answers(0, 1)), known(answers(0, 0)), known(answers(0, 1))]).toEqual([
      'tails',
      'heads 1',
      'heads 0',
      'heads 1',
    ]);
  });
});
