import { describe, expect, it } from 'vitest';
import { atFirst } from '../model/address';
import { MAX_DAY, MIN_DAY } from '../model/day';
import type { Kind, Spell } from '../model/spell';
import { standingOn } from './pair';

function spell(kind: Kind, bounds: [number, number, number, number], more: Partial<Spell> = {}): Spell {
  const [earliestStart, latestStart, earliestEnd, latestEnd] = bounds;
  const days = { earliestStart, latestStart, earliestEnd, latestEnd };
  return { id: kind, kind, nominal: false, parties: [], ...days, named: [MIN_DAY, MAX_DAY], own: [MIN_DAY, MAX_DAY], contestedOn: [], ...more };
}

const surely: [number, number, number, number] = [0, 0, 9, 9];
const maybe: [number, number, number, number] = [0, 9, 0, 9];
const on5 = (spells: Spell[], view = {}, silent: boolean | null = false) => standingOn(spells, 5, silent, { ...atFirst, ...view });

describe('standingOn', () => {
  it('says the sign, and how sure', () => {
    expect(on5([spell('ALLEGIANCE', surely)])).toMatchObject({ words: 'Allied', notes: [], ties: ['ALLEGIANCE'] });
    expect(on5([spell('HOSTILITY', maybe)]).words).toBe('Possibly hostile');
    expect(on5([spell('HOSTILITY', surely, { contestedOn: [[0, 9]] })]).words).toBe('Hostile (contested)');
  });

  it('names both signs at once, no surer than either, and dealings beside them', () => {
    const s = [spell('ALLEGIANCE', surely), spell('HOSTILITY', surely), spell('MEDIATION', surely)];
    expect(on5(s).words).toBe('Ambivalent, both signs at once: allied and hostile; both in the same dealings');
    expect(on5([s[0]!, spell('HOSTILITY', maybe)]).words).toBe('Possibly ambivalent: allied and possibly hostile');
  });

  it('counts words and allegations only where they are shown, and then under their name', () => {
    const words = spell('HOSTILITY', surely, { nominal: true });
    const alleged = spell('ALLEGIANCE', surely, { own: null });
    const left = on5([words, alleged]);
    expect(left.words).toBe('No tie that counts in this view on 6 Jan 1970');
    expect(left.notes[0]).toBe('Not counted, as the view is set: 1 tie in words only and 1 tie only alleged.');
    expect(left.ties).toEqual([]);
    expect(on5([words], { nominal: true }).words).toBe('Hostile (in words only)');
    expect(on5([alleged], { alleged: true }).words).toBe('Possibly allied (only alleged)');
    expect(on5([alleged, words], { alleged: true, nominal: true }).words).toBe('Possibly ambivalent: possibly allied (only alleged) and hostile (in words only)');
    const deed = on5([words, spell('ALLEGIANCE', surely)]);
    expect(deed.words).toBe('Allied');
    expect(deed.notes).toEqual(['Not counted, as the view is set: 1 tie in words only.']);
    expect(on5([spell('HOSTILITY', maybe), words], { nominal: true }).words).toBe('Possibly hostile');
  });

  it('misses what the view leaves out', () => {
    const both = [spell('ALLEGIANCE', surely), spell('HOSTILITY', maybe)];
    expect(on5(both, { kinds: ['ALLEGIANCE'] }).words).toBe('Allied; hostilities left out');
    expect(on5(both, { possible: false })).toMatchObject({ words: 'Allied', notes: ['Not counted, as the view is set: 1 tie only possible.'] });
  });

  it('calls silence silence', () => {
    expect(on5([], {}, true).words).toBe('No source in this view speaks of that day');
    expect(on5([spell('ALLEGIANCE', [0, 0, 3, 3])]).words).toMatch(/^No source in this view asserts a tie on/);
    const assumed = spell('ALLEGIANCE', [0, 0, 9, MAX_DAY], { named: [0, 2] });
    expect(on5([assumed], {}, true).notes[0]).toMatch(/^No source in this view speaks of that day: it is assumed/);
    for (const silent of [true, false, null]) expect(JSON.stringify(on5([], {}, silent))).not.toMatch(/neutral|peace/i);
  });
});
