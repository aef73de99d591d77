import { describe, expect, it } from 'vitest';
import { dayOf, textOf, type Span } from '../model/day';
import { keyed } from './Handle';
import { bucketOf, dayAt, shareOf, ticksOf } from './scale';

const d = (text: string) => dayOf(text)!;
const range: Span = [d('2025-01-01'), d('2026-01-31')];

describe('the slider', () => {
  it('puts every day where it finds it again', () => {
    for (let day = range[0]; day <= range[1]; day++) expect(dayAt(range, shareOf(range, day))).toBe(day);
    expect(dayAt(range, -1)).toBe(range[0]);
    expect(dayAt(range, 2)).toBe(range[1]);
  });

  it('steps by keys', () => {
    const on = d('2026-01-31');
    const to = (key: string, far = false) => textOf(keyed(key, on, range, far)!);
    expect(to('ArrowLeft')).toBe('2026-01-30');
    expect(to('ArrowRight')).toBe('2026-02-01');
    expect(to('ArrowLeft', true)).toBe('2026-01-24');
    expect(to('PageUp')).toBe('2026-02-28');
    expect(to('PageDown')).toBe('2025-12-31');
    expect(to('Home')).toBe('2025-01-01');
    expect(keyed('a', on, range, false)).toBeNull();
  });

  it('names a dozen days or so', () => {
    for (const years of [0.1, 0.5, 1, 2, 5, 10, 50, 150, 900]) {
      const ticks = ticksOf([range[1] - Math.round(365 * years), range[1]]);
      expect(ticks.length, `${years} years`).toBeGreaterThan(2);
      expect(ticks.length, `${years} years`).toBeLessThan(20);
    }
    expect(ticksOf(range).map((t) => t.label).slice(0, 4)).toEqual(['2025', 'Feb', 'Mar', 'Apr']);
  });

  it('keeps its bars to some hundreds', () => {
    expect(bucketOf(range)).toBe('DAY');
    expect(bucketOf([d('1872-01-01'), d('2026-01-31')])).toBe('YEAR');
  });
});
