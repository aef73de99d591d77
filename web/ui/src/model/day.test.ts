import { expect, it } from 'vitest';
import { dayOf, FIRST_DAY, firstOfMonth, firstOfYear, LAST_DAY, readable, textOf } from './day';

it('reads and writes the same day', () => {
  for (const text of ['1970-01-01', '2026-01-21', '2024-02-29', '1187-07-04', '0001-01-01', '0000-01-01', '9999-12-31']) {
    expect(textOf(dayOf(text)!)).toBe(text);
  }
  expect(dayOf('1970-01-02')).toBe(1);
  expect([textOf(FIRST_DAY), textOf(LAST_DAY)]).toEqual(['0000-01-01', '9999-12-31']);
});

it('knows no day that is not in the calendar', () => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '2026', '', '2026-01-21T00:00:00Z', '-0044-03-15', '10000-01-01']) expect(dayOf(text), text).toBeNull();
});

it('steps by months and years', () => {
  expect(textOf(firstOfMonth(dayOf('2026-01-21')!))).toBe('2026-01-01');
  expect(textOf(firstOfMonth(dayOf('2026-01-21')!) - 1)).toBe('2025-12-31');
  expect(textOf(firstOfMonth(dayOf('2026-01-21')!, -12))).toBe('2025-01-01');
  expect(textOf(firstOfYear(dayOf('1906-05-05')!, 1))).toBe('1907-01-01');
  expect(readable(dayOf('2026-01-21')!)).toBe('21 Jan 2026');
});
