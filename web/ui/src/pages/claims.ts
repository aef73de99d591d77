// What each source says of the ties that sources contradict each other about.
import { ask } from '../api/client';
import { viewArguments } from '../api/perspective';
import type { Looking } from '../model/address';
import { MAX_DAY, MIN_DAY, type Span } from '../model/day';
import type { Spell } from '../model/spell';
import { calledOf, datesOf } from '../model/words';
import { useAsked, type Asked } from '../state/useAsked';
import { bound, type Named } from './asked';
import { barOf, type Bar } from './geometry';

interface ClaimSaid {
  id: string;
  stance: 'ASSERTS' | 'DENIES';
  voice: 'OWN' | 'ATTRIBUTED' | 'HEDGED';
  held: string | null;
  period: {
    start: string | null;
    end: string | null;
    earliestStart: string | null;
    latestStart: string | null;
    earliestEnd: string | null;
    latestEnd: string | null;
  };
  source: { id: string; title: string; publisher: string | null };
  claimant: Named | null;
}

interface TieSaid {
  claims: { totalCount: number; nodes: ClaimSaid[] };
}

/** One source's word on a tie. */
export interface Word {
  readonly id: string;
  readonly denies: boolean;
  /** Who says it, such as "Talos, as the word of SDF". */
  readonly who: string;
  readonly title: string;
  readonly dates: string;
  readonly bar: Bar | null;
}

export interface Words {
  readonly all: readonly Word[];
  readonly total: number;
}

const fields = /* GraphQL */ `
  fragment Said on Relation {
    claims(first: 200) {
      totalCount
      nodes {
        id
        stance
        voice
        held
        period { start end earliestStart latestStart earliestEnd latestEnd }
        source { id title publisher }
        claimant { id name shortName }
      }
    }
  }
`;

/** As many ties as are asked for at once. */
const AT_ONCE = 25;

/** useWords asks for the claims about some ties, by tie. */
export function useWords(l: Looking, ties: readonly string[]): Asked<ReadonlyMap<string, Words>> {
  const args = viewArguments(l);
  const key = ties.length > 0 ? JSON.stringify([ties, args]) : null;
  return useAsked(key, async (signal) => {
    const words = new Map<string, Words>();
    for (let i = 0; i < ties.length; i += AT_ONCE) {
      const some = ties.slice(i, i + AT_ONCE);
      const variables: Record<string, unknown> = { ...args };
      some.forEach((id, n) => (variables[`t${n}`] = id));
      const { history } = await ask<{ history: Record<string, TieSaid | null> }>(questionOf(some.length), variables, signal);
      some.forEach((id, n) => {
        const said = history[`t${n}`];
        if (said) words.set(id, { all: said.claims.nodes.map((c) => wordOf(c, l.word.length > 0)), total: said.claims.totalCount });
      });
    }
    return words;
  });
}

function questionOf(ties: number): string {
  const numbers = Array.from({ length: ties }, (_, n) => n);
  return `query Words($knownAt: DateTime, $perspective: Perspective, ${numbers.map((n) => `$t${n}: ID!`).join(', ')}) {
    history(knownAt: $knownAt, perspective: $perspective) {
      ${numbers.map((n) => `t${n}: relation(id: $t${n}) { ...Said }`).join('\n')}
    }
  }
  ${fields}`;
}

/** wordOf is one claim; `believed`: seen on the word of some, what they are reported to say counts as said. */
function wordOf(c: ClaimSaid, believed: boolean): Word {
  const always: Span = [MIN_DAY, MAX_DAY];
  const own = c.voice === 'OWN' || (believed && c.voice === 'ATTRIBUTED');
  return {
    id: c.id,
    denies: c.stance === 'DENIES',
    who: whoOf(c),
    title: c.source.title,
    dates: datesOf({ ...c.period, held: c.held }),
    bar: barOf({
      start: c.period.start ?? undefined,
      end: c.period.end ?? undefined,
      earliestStart: bound(c.period.earliestStart, MIN_DAY),
      latestStart: bound(c.period.latestStart, MAX_DAY),
      earliestEnd: bound(c.period.earliestEnd, MIN_DAY),
      latestEnd: bound(c.period.latestEnd, MAX_DAY),
      named: always,
      own: own ? always : null,
    }),
  };
}

function whoOf(c: ClaimSaid): string {
  const source = c.source.publisher ?? c.source.title;
  const claimant = c.claimant ? `, as the word of ${calledOf(c.claimant, c.claimant.id)}` : '';
  return source + claimant + (c.voice === 'HEDGED' ? ', reportedly' : '');
}

/** contestedAmong are the ids of the spells about which sources contradict each other. */
export const contestedAmong = (spells: readonly Spell[]): string[] => [...new Set(spells.filter((s) => s.contestedOn.length > 0).map((s) => s.id))];
