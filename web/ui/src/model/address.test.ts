import { describe, expect, it } from 'vitest';
import { atFirst, NO_DAY, read, write, type Looking } from './address';
import { dayOf } from './day';

describe('the address', () => {
  it('is bare for what is seen at first', () => {
    expect(write(atFirst)).toBe('');
    expect(read('')).toEqual(atFirst);
  });

  it('restores everything that can be set', () => {
    const l: Looking = {
      on: dayOf('2026-01-21'),
      against: NO_DAY,
      known: '2026-01-10T12:00:00Z',
      clock: 'PUBLISHED',
      without: ['source:talos-2026-01-08', 'source:a b&c=d'],
      word: ['actor:sdf'],
      data: ['dataset:syria'],
      possible: false,
      alleged: true,
      nominal: true,
      kinds: ['HOSTILITY'],
      actors: ['actor:sdf', 'actor:turkey'],
      hops: 2,
      ties: ['relation:tribes-sdf/alliance'],
      pick: 'actor:sdf',
      track: true,
      page: ['actor:sdf', 'actor:turkey'],
      table: true,
      range: [dayOf('2025-01-01')!, dayOf('2026-02-01')!],
      camera: { x: 0.5, y: -0.25, ratio: 0.125 },
      embed: true,
    };
    for (const key of Object.keys(l) as (keyof Looking)[]) expect(l[key], key).not.toEqual(atFirst[key]);
    expect(read(write(l))).toEqual(l);
  });

  it('keeps no kinds apart from all kinds', () => {
    expect(read(write({ ...atFirst, kinds: [] })).kinds).toEqual([]);
  });

  it('takes what it cannot read for what is not there', () => {
    expect(read('?on=2026-02-30&against=soon&hops=99&kinds=LOVE&range=2026-01-02/2026-01-01&show=film&camera=1,2,x')).toEqual({ ...atFirst, kinds: [] });
  });

  it('takes a slug for an id', () => {
    expect(read('?actors=sdf,wikidata:Q43&ties=tribes-sdf/alliance&without=talos-2026-01-08')).toEqual({ ...atFirst, actors: ['actor:sdf', 'wikidata:Q43'], ties: ['relation:tribes-sdf/alliance'], without: ['source:talos-2026-01-08'] });
  });

  it('is easy to read', () => {
    expect(write({ ...atFirst, on: dayOf('2026-01-21'), actors: ['actor:sdf', 'actor:usa'] })).toBe('?on=2026-01-21&actors=actor:sdf,actor:usa');
  });
});
