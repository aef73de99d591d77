import { describe, expect, it } from 'vitest';
import { MAX_DAY, MIN_DAY } from '../model/day';
import type { Kind, Spell } from '../model/spell';
import { standingOn } from './pair';

function spell(kind: Kind, bounds: [number, number, number, number], more: Partial<Spell> = {}): Spell {
  const [earliestStart, latestStart, earliestEnd, latestEnd] = bounds;
  const days = { earliestStart, latestStart, earliestEnd, latestEnd };
  return { id: kind, kind, nominal: false, parties: [], ...days, named: [MIN_DAY, MAX_DAY], own: [MIN_DAY, MAX_DAY], contestedOn: [], ...more };
}

describe('standingOn', () => {
  it('says the sign, and how sure', () => {
    expect(standingOn([spell('ALLEGIANCE', [0, 0, 9, 9])], 5, false)).toMatchObject({ words: 'Allied', notes: [], ties: ['ALLEGIANCE'] });
    expect(standingOn([spell('HOSTILITY', [0, 9, 0, 9])], 5, false).words).toBe('Possibly hostile');
  });

  it('names both signs at once, and dealings beside them', () => {
    const s = [spell('ALLEGIANCE', [0, 0, 9, 9]), spell('HOSTILITY', [0, 9, 0, 9]), spell('MEDIATION', [0, 0, 9, 9])];
    expect(standingOn(s, 5, false).words).toBe('Ambivalent, both signs at once: allied and possibly hostile; dealing with each other');
  });

  it('takes words and allegations only for want of deeds', () => {
    const words = spell('HOSTILITY', [0, 0, 9, 9], { nominal: true });
    const alleged = spell('ALLEGIANCE', [0, 0, 9, 9], { own: null });
    expect(standingOn([words, alleged], 5, false).words).toBe('In words only: hostile');
    expect(standingOn([alleged], 5, false).words).toBe('Only alleged: possibly allied');
    expect(standingOn([words, spell('ALLEGIANCE', [0, 0, 9, 9])], 5, false).words).toBe('Allied');
  });

  it('calls silence silence', () => {
    expect(standingOn([], 5, true).words).toBe('No source speaks of that day');
    expect(standingOn([spell('ALLEGIANCE', [0, 0, 3, 3])], 5, false).words).toMatch(/^No source speaks of a tie on/);
    const assumed = spell('ALLEGIANCE', [0, 0, 9, MAX_DAY], { named: [0, 2] });
    expect(standingOn([assumed], 5, true).notes[0]).toMatch(/^No source speaks of that day: it is assumed/);
    for (const silent of [true, false, null]) expect(JSON.stringify(standingOn([], 5, silent))).not.toMatch(/neutral|peace/i);
  });
});
