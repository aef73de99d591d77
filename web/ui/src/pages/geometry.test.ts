import { describe, expect, it } from 'vitest';
import { MAX_DAY, MIN_DAY, type Span } from '../model/day';
import { ABSENT, CERTAIN, presence, type Spell } from '../model/spell';
import { barOf, place } from './geometry';

const always: Span = [MIN_DAY, MAX_DAY];

function spell(bounds: [number, number, number, number], more: Partial<Spell> = {}): Spell {
  const [earliestStart, latestStart, earliestEnd, latestEnd] = bounds;
  return {
    id: 'relation:a',
    kind: 'ALLEGIANCE',
    nominal: false,
    parties: [],
    start: 'as written',
    end: 'as written',
    earliestStart,
    latestStart,
    earliestEnd,
    latestEnd,
    named: always,
    own: always,
    contestedOn: [],
    ...more,
  };
}

const pieces = (s: Spell) => barOf(s)!.pieces.map((p) => [p.fill, p.first, p.last]);

describe('barOf', () => {
  it('has a core between vague ends', () => {
    const s = spell([10, 20, 30, 40]);
    expect(pieces(s)).toEqual([['hatched', 10, 19], ['core', 20, 30], ['hatched', 31, 40]]);
    expect(barOf(s)).toMatchObject({ left: 'closed', right: 'closed' });
  });

  it('is all core where the days are exact, also on a single day', () => {
    expect(pieces(spell([5, 5, 9, 9]))).toEqual([['core', 5, 9]]);
    expect(pieces(spell([5, 5, 5, 5]))).toEqual([['core', 5, 5]]);
  });

  it('has no core where the beginning may come after the end', () => {
    expect(pieces(spell([6, 8, 6, 8]))).toEqual([['hatched', 6, 8]]);
    expect(pieces(spell([1, 9, 5, 12]))).toEqual([['hatched', 1, 12]]);
  });

  it('has an arrow for still in force when the source spoke', () => {
    const s = spell([10, 10, 30, MAX_DAY], { end: '..' });
    expect(barOf(s)).toMatchObject({ right: 'arrow' });
    expect(pieces(s)).toEqual([['core', 10, 30], ['hatched', 31, MAX_DAY]]);
  });

  it('has open ends where no source speaks of them', () => {
    expect(barOf(spell([10, 12, 10, MAX_DAY], { start: undefined, end: undefined }))).toMatchObject({ left: 'open', right: 'open' });
    expect(barOf(spell([MIN_DAY, 12, 20, 30]))).toMatchObject({ left: 'open', right: 'closed' });
    expect(barOf(spell([10, 10, 20, MAX_DAY]))).toMatchObject({ right: 'open' });
  });

  it('is no bar where the dates leave no day', () => {
    expect(barOf(spell([20, 30, 5, 10]))).toBeNull();
  });

  it('is alleged where no source speaks in its own voice, and never certain there', () => {
    expect(pieces(spell([10, 20, 30, 40], { own: null }))).toEqual([['alleged', 10, 40]]);
    expect(pieces(spell([10, 20, 30, 40], { own: [25, 40] }))).toEqual([['alleged', 10, 24], ['core', 25, 30], ['hatched', 31, 40]]);
  });

  it('is assumed outside the days that sources name', () => {
    expect(barOf(spell([10, 20, 30, MAX_DAY], { end: '..', named: [20, 30] }))!.pieces.map((p) => p.assumed)).toEqual([true, false, true]);
    expect(barOf(spell([10, 20, 30, 40], { named: null }))!.pieces.every((p) => p.assumed)).toBe(true);
  });

  it('agrees with the test of a day, whatever the bounds', () => {
    let seed = 7;
    const any = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
    for (let i = 0; i < 2000; i++) {
      const [a, b, c, d, e, f] = Array.from({ length: 6 }, () => any(12)) as [number, number, number, number, number, number];
      const own: Span | null = any(4) === 0 ? null : [Math.min(e, f), Math.max(e, f)];
      const s = spell([Math.min(a, b), Math.max(a, b), Math.min(c, d), Math.max(c, d)], { own });
      const bar = barOf(s);
      for (let day = -1; day < 13; day++) {
        const piece = bar?.pieces.find((p) => p.first <= day && day <= p.last);
        expect(piece !== undefined, `day ${day} of ${JSON.stringify(s)}`).toBe(presence(s, day) !== ABSENT);
        expect(piece?.fill === 'core').toBe(presence(s, day) === CERTAIN);
      }
    }
  });
});

describe('place', () => {
  const axis: Span = [0, 99];

  it('puts days where they are, the last one whole', () => {
    expect(place(barOf(spell([10, 20, 29, 39]))!, axis, 1000)).toEqual({
      pieces: [
        { fill: 'hatched', assumed: false, x: 100, width: 100 },
        { fill: 'core', assumed: false, x: 200, width: 100 },
        { fill: 'hatched', assumed: false, x: 300, width: 100 },
      ],
      left: 'closed',
      right: 'closed',
    });
  });

  it('says what goes on beyond the axis, and on which side the rest lies', () => {
    expect(place(barOf(spell([-50, 20, 29, 500]))!, axis, 1000)).toMatchObject({ left: 'cut', right: 'cut' });
    expect(place(barOf(spell([-50, -50, -40, -1]))!, axis, 1000)).toBe('earlier');
    expect(place(barOf(spell([100, 100, 110, 120]))!, axis, 1000)).toBe('later');
  });

  it('draws the unbounded to the edge, with the end that it has', () => {
    const s = spell([MIN_DAY, 20, 29, MAX_DAY], { end: '..' });
    expect(place(barOf(s)!, axis, 1000)).toMatchObject({ left: 'open', right: 'arrow', pieces: [{ x: 0 }, { x: 200 }, { x: 300, width: 700 }] });
  });

  it('keeps a single day wide enough to be seen, within the axis', () => {
    const placed = place(barOf(spell([99, 99, 99, 99]))!, axis, 100);
    expect(placed).toMatchObject({ pieces: [{ x: 95, width: 5 }] });
  });
});
