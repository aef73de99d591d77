import { describe, expect, it } from 'vitest';
import { wrapped } from '../export/footer';
import { stretchOf } from '../export/shapes';
import { ALLEGED, ASSUMED, CAME, CONTESTED, GONE, SHOWN, SURE } from '../model/shown';
import type { Kind, Party, Spell } from '../model/spell';
import { arrange, type Arrangement } from './arrange';
import { ARROW, BARS, DASHED, DOTTED, FAINT, GHOST, HALO, lineBits, RING } from './encoding';
import { lanes, pairKey } from './lanes';
import { arrangement } from './layout';
import { limitsSaid, thin } from './limits';
import { placeMediations } from './mediations';
import { directionOf } from './names';
import { endsOf, sceneOf } from './scene';

let made = 0;

function spell(a: string, b: string, from: number, to: number, kind: Kind = 'HOSTILITY', roles: [Party['role'], Party['role']] = ['MEMBER', 'MEMBER']): Spell {
  return {
    id: `relation:${String(++made).padStart(4, '0')}`,
    kind,
    nominal: false,
    parties: [
      { role: roles[0], actor: a },
      { role: roles[1], actor: b },
    ],
    earliestStart: from,
    latestStart: from,
    earliestEnd: to,
    latestEnd: to,
    named: [from, to],
    own: [from, to],
    contestedOn: [],
  };
}

const pairOf = (s: Spell) => pairKey(...endsOf(s));

describe('lanes', () => {
  it('are shared by spells that are never there together', () => {
    const { at, of } = lanes([spell('a', 'b', 0, 10), spell('b', 'a', 11, 20), spell('a', 'b', 5, 15)], pairOf);
    expect([...at]).toEqual([-0.5, -0.5, 0.5]);
    expect([...of]).toEqual([2, 2, 2]);
  });
  it('of a pair alone, and of other pairs, are in the middle', () => {
    expect([...lanes([spell('a', 'b', 0, 10), spell('a', 'c', 0, 10)], pairOf).at]).toEqual([0, 0]);
  });
});

describe('how a line is drawn', () => {
  it('tells each thing that can be said of it', () => {
    expect(lineBits('ALLEGIANCE', SHOWN | SURE, false)).toBe(0);
    expect(lineBits('HOSTILITY', SHOWN, true)).toBe(BARS | ARROW | DASHED);
    expect(lineBits('ALLEGIANCE', SHOWN | ALLEGED, false)).toBe(DOTTED);
    expect(lineBits('ALLEGIANCE', SHOWN | SURE | ASSUMED | CONTESTED | CAME, false)).toBe(FAINT | RING | HALO);
    expect(lineBits('HOSTILITY', GONE, false)).toBe(BARS | GHOST);
  });
});

describe('the layout', () => {
  const spells = [spell('a', 'b', 0, 9, 'ALLEGIANCE'), spell('b', 'c', 0, 9), spell('c', 'd', 0, 9, 'ALLEGIANCE'), spell('x', 'y', 0, 9)];
  const asked = (s: Spell[], earlier = new Map()): Arrangement => arrangement(new Map(), s, earlier);

  it('is the same whatever the order of the file', () => {
    const [one, other] = [arrange(asked(spells)), arrange(asked([...spells].reverse()))];
    for (const [id, p] of one) {
      expect(other.get(id)!.x).toBeCloseTo(p.x, 3);
      expect(other.get(id)!.y).toBeCloseTo(p.y, 3);
    }
  });
  it('leaves room around everyone', () => {
    const places = [...arrange(asked(spells)).values()];
    for (const p of places) for (const q of places) if (p !== q) expect(Math.hypot(p.x - q.x, p.y - q.y)).toBeGreaterThan(30);
  });
  it('keeps who is placed and puts who is new beside them', () => {
    const before = arrange(asked(spells));
    const after = arrange(asked([...spells, spell('x', 'new', 0, 9)], before));
    for (const [id, p] of before) expect(after.get(id)).toEqual(p);
    const [x, newcomer] = [after.get('x')!, after.get('new')!];
    expect(Math.hypot(x.x - newcomer.x, x.y - newcomer.y)).toBeLessThan(250);
  });
  it('puts mediations of the same parties beside each other', () => {
    const positions = new Map([['a', { x: 0, y: 0 }], ['b', { x: 200, y: 0 }]]);
    const talks = [spell('a', 'b', 0, 9, 'MEDIATION', ['PARTY', 'PARTY']), spell('a', 'b', 5, 9, 'MEDIATION', ['PARTY', 'PARTY'])];
    const [p, q] = [...placeMediations(talks, positions).values()];
    expect(p!.x).toBeCloseTo(100);
    expect(Math.abs(p!.y - q!.y)).toBeGreaterThan(40);
  });
});

describe('the scene', () => {
  it('has one line for a tie and a spoke for each party of a mediation', () => {
    const talks: Spell = { ...spell('a', 'b', 0, 9, 'MEDIATION'), parties: [{ role: 'MEDIATOR', actor: 'm' }, { role: 'PARTY', actor: 'a' }, { role: 'PARTY', actor: 'b' }] };
    const spells = [spell('b', 'a', 0, 9, 'HOSTILITY', ['FROM', 'TO']), talks];
    const positions = new Map(['a', 'b', 'm'].map((id, i) => [id, { x: i * 100, y: i * i * 50 }]));
    const scene = sceneOf({ view: '', knownAt: '', revision: '', citation: '', notices: [], actors: new Map(), spells }, positions);
    expect(scene.lines.length).toBe(4);
    expect(scene.marks.length).toBe(4);
    expect([...scene.first]).toEqual([0, 1, 4]);
    expect(scene.lines.every((l) => l.at.hidden)).toBe(true);
    expect(scene.lines[0]!.directed).toBe(true);
    expect(scene.marks[scene.diamond[1]!]!.key).toBe(talks.id);
  });
});

describe('beyond the limits', () => {
  it('the ties of the best connected are left, and it is said', () => {
    const spells = [spell('a', 'b', 0, 9), spell('a', 'b', 0, 9), spell('a', 'c', 0, 9), spell('c', 'd', 0, 9)];
    const ties = new Map([['a', 3], ['b', 2], ['c', 2], ['d', 1]]);
    const looks = new Uint8Array(4).fill(SHOWN);
    const t = thin(spells, looks, ties, 3);
    expect([...t.looks]).toEqual([1, 1, 1, 0]);
    expect(t.only).toEqual({ actors: 3, ties: 3, of: 4 });
    expect(limitsSaid(t, 4)).toContain('3 of 4');
    expect(thin(spells, looks, ties, 4).only).toBeNull();
  });
});

describe('files', () => {
  it('break lines between words, and long words anywhere', () => {
    expect(wrapped('one two three', 7, (t) => t.length)).toEqual(['one two', 'three']);
    expect(wrapped('abcdefghij', 4, (t) => t.length)).toEqual(['abcd', 'efgh', 'ij']);
  });
  it('draw a line from disc to disc, and none where they overlap', () => {
    const at = stretchOf({ x: 0, y: 0, clear: 10 }, { x: 100, y: 0, clear: 5 }, 0)!;
    expect([at.x, at.length]).toEqual([10, 85]);
    expect(stretchOf({ x: 0, y: 0, clear: 10 }, { x: 12, y: 0, clear: 5 }, 0)).toBeNull();
  });
  it('know which way a name runs', () => {
    expect(directionOf('عشائر')).toBe('rtl');
    expect(directionOf('SDF')).toBe('ltr');
  });
});
