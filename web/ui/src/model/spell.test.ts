import { describe, expect, it } from 'vitest';
import { columnsOf, lookAt } from './columns';
import { dayOf, MAX_DAY, MIN_DAY } from './day';
import { ALLEGED, ASSUMED, CONTESTED, SHOWN, SURE } from './shown';
import { ABSENT, allegedOn, assumedOn, CERTAIN, contestedOn, POSSIBLE, presence, readHistory, UnreadableHistory, type Spell } from './spell';

const d = (text: string) => dayOf(text)!;
const spell = (s: Partial<Spell>): Spell => ({
  id: 'relation:x',
  kind: 'ALLEGIANCE',
  nominal: false,
  parties: [],
  earliestStart: MIN_DAY,
  latestStart: MAX_DAY,
  earliestEnd: MIN_DAY,
  latestEnd: MAX_DAY,
  named: [MIN_DAY, MAX_DAY],
  own: [MIN_DAY, MAX_DAY],
  contestedOn: [],
  ...s,
});

describe('a spell on a day', () => {
  const s = spell({ earliestStart: 10, latestStart: 20, earliestEnd: 30, latestEnd: 40 });
  it.each([
    [9, ABSENT],
    [10, POSSIBLE],
    [19, POSSIBLE],
    [20, CERTAIN],
    [30, CERTAIN],
    [31, POSSIBLE],
    [40, POSSIBLE],
    [41, ABSENT],
  ])('on day %i', (day, want) => expect(presence(s, day)).toBe(want));

  it('has no certain day where it may have ended before it surely began', () => {
    const vague = spell({ earliestStart: 10, latestStart: 30, earliestEnd: 20, latestEnd: 40 });
    for (let day = 10; day <= 40; day++) expect(presence(vague, day)).toBe(POSSIBLE);
  });

  it('is never certain with both ends unknown', () => expect(presence(spell({}), 0)).toBe(POSSIBLE));

  it('is never certain on days that no source speaks of in its own voice', () => {
    const told = spell({ earliestStart: 10, latestStart: 10, earliestEnd: 30, latestEnd: 30, own: [15, 20] });
    expect(presence(told, 14)).toBe(POSSIBLE);
    expect(allegedOn(told, 14)).toBe(true);
    expect(presence(told, 15)).toBe(CERTAIN);
    expect(presence(spell({ ...told, own: null }), 15)).toBe(POSSIBLE);
  });

  it('is assumed outside the days that sources name, and contested on those they contradict each other about', () => {
    const told = spell({ named: [10, 20], contestedOn: [[12, 13]] });
    expect([9, 10, 20, 21].map((day) => assumedOn(told, day))).toEqual([true, false, false, true]);
    expect(assumedOn(spell({ named: null }), 10)).toBe(true);
    expect([11, 12, 13, 14].map((day) => contestedOn(told, day))).toEqual([false, true, true, false]);
  });
});

it('stands in columns as it does by itself', () => {
  // Small days, so that bounds meet, cross and are open often.
  let seed = 1;
  const upTo = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const bound = (open: number) => (upTo(6) === 0 ? open : upTo(12));
  const span = () => [bound(MIN_DAY), bound(MAX_DAY)] as const;
  const met = new Set<number>();
  for (let n = 0; n < 3_000; n++) {
    const s = spell({
      earliestStart: bound(MIN_DAY),
      latestStart: bound(MAX_DAY),
      earliestEnd: bound(MIN_DAY),
      latestEnd: bound(MAX_DAY),
      named: upTo(5) === 0 ? null : span(),
      own: upTo(5) === 0 ? null : span(),
      contestedOn: upTo(3) === 0 ? [span(), span()] : [],
    });
    const columns = columnsOf([s]);
    for (let day = -1; day <= 13; day++) {
      const p = presence(s, day);
      const want = p === ABSENT ? 0 : SHOWN | (p === CERTAIN ? SURE : 0) | (allegedOn(s, day) ? ALLEGED : 0) | (assumedOn(s, day) ? ASSUMED : 0) | (contestedOn(s, day) ? CONTESTED : 0);
      met.add(want);
      expect(lookAt(columns, 0, day)).toBe(want);
    }
  }
  expect(met.size).toBeGreaterThan(10);
});

describe('a download', () => {
  const header = '{"type":"header","format":"realign","version":2,"view":"v","knownAt":"2026-01-21T00:00:00Z","revision":"r1","citation":"c"}';
  const tie =
    '{"type":"relation","id":"relation:a","kind":"HOSTILITY","nominal":true,"parties":[{"role":"FROM","actor":"actor:a"},{"role":"TO","actor":"actor:b"}],"earliestStart":null,"latestStart":"2026-01-05","earliestEnd":null,"latestEnd":"2026-01-06","firstAttested":"2026-01-04","lastAttested":null,"ownVoice":{"from":"2026-01-05","to":null},"contestedOn":[{"from":null,"to":"2026-01-05"}]}';
  const text = [header, '{"type":"actor","id":"actor:a","name":"A","kind":"STATE","unnamed":false}', tie, '{"type":"news"}', '{"type":"end","relations":1}', ''].join('\n');

  it('is read as it is written', () => {
    const h = readHistory(text);
    expect(h.actors.get('actor:a')?.name).toBe('A');
    expect(h.spells).toHaveLength(1);
    expect(h.spells[0]).toMatchObject({
      earliestStart: MIN_DAY,
      latestStart: d('2026-01-05'),
      earliestEnd: MIN_DAY,
      latestEnd: d('2026-01-06'),
      named: [d('2026-01-04'), MAX_DAY],
      own: [d('2026-01-05'), MAX_DAY],
      contestedOn: [[MIN_DAY, d('2026-01-05')]],
    });
  });

  it('is refused if it was broken off, or is of another version', () => {
    expect(() => readHistory(text.replace(/\{"type":"end".*\n/, ''))).toThrow(UnreadableHistory);
    expect(() => readHistory(text.replace(tie + '\n', ''))).toThrow(UnreadableHistory);
    expect(() => readHistory(text.replace('"version":2', '"version":3'))).toThrow(/reload/);
    expect(() => readHistory('')).toThrow(UnreadableHistory);
  });
});
