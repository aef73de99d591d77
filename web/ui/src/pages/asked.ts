// What the pages ask the API, and how the answers are told apart from silence.
import { ask, Refused } from '../api/client';
import { viewArguments } from '../api/perspective';
import type { Looking } from '../model/address';
import { dayOf, MAX_DAY, MIN_DAY, textOf, type Day, type Span } from '../model/day';
import { useAsked, type Asked } from '../state/useAsked';

export interface Named {
  readonly id: string;
  readonly name: string;
  readonly shortName: string | null;
}

export interface ChangeSaid {
  readonly id: string;
  readonly kind: string;
  readonly certainty: 'POSSIBLE' | 'CERTAIN';
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly summary: string;
  readonly before: readonly { id: string }[];
  readonly after: readonly { id: string }[];
}

/** Belonging is that one of a pair was part of the other, led it or spoke for it. */
export interface Belonging {
  readonly actor: Named;
  readonly whole: Named;
  readonly role: string | null;
  readonly period: { readonly start: string | null; readonly end: string | null };
}

/** DeniedTie is one that sources deny and none asserts: it is in no file, and is no silence. */
export interface DeniedTie {
  readonly id: string;
  readonly kind: string;
  readonly form: string | null;
  readonly parties: readonly { readonly actor: Named }[];
}

export interface Past {
  readonly actors: readonly Named[];
  /** Of a pair. */
  readonly belonging: readonly Belonging[];
  readonly denied: readonly DeniedTie[];
  readonly gaps: readonly Span[];
  readonly total: number;
  readonly changes: readonly ChangeSaid[];
}

interface PastAnswer {
  history: {
    one: Named & { partOf?: Belonging[]; denied: { nodes: DeniedTie[] } };
    other?: Named & { partOf?: Belonging[] };
    evidenceGaps: { earliestStart: string | null; latestEnd: string | null }[];
    timeline: { changes: { totalCount: number; nodes: ChangeSaid[] } };
  };
}

const belongs = 'partOf { actor { id name shortName } whole { id name shortName } role period { start end } }';

const pastQuestion = (pair: boolean) => /* GraphQL */ `
  query Past(
    $one: ID!
    ${pair ? '$other: ID!' : ''}
    $actors: [ID!]!
    $knownAt: DateTime
    $perspective: Perspective
    $certainty: Certainty
  ) {
    history(knownAt: $knownAt, perspective: $perspective, certainty: $certainty) {
      one: actor(id: $one) {
        id name shortName ${pair ? belongs : ''}
        denied: relations(${pair ? 'with: [$other], ' : ''}status: [DENIED], first: 200) { nodes { id kind form parties { actor { id name shortName } } } }
      }
      ${pair ? `other: actor(id: $other) { id name shortName ${belongs} }` : ''}
      evidenceGaps(actors: $actors) { earliestStart latestEnd }
      timeline(actor: $one${pair ? ', with: $other' : ''}) {
        changes(first: 10000) {
          totalCount
          nodes { id kind certainty earliest latest summary before { id } after { id } }
        }
      }
    }
  }
`;

/** certaintyOf is what the API takes for the control that leaves out what only possibly held. */
export const certaintyOf = (l: Looking) => (l.possible ? 'POSSIBLE' : 'CERTAIN');

/** pastAsked is the question of one actor's past, or of a pair's. */
export function pastAsked(l: Looking, actors: readonly string[]): { query: string; variables: Record<string, unknown> } {
  const pair = actors.length > 1;
  const variables = {
    one: actors[0],
    ...(pair ? { other: actors[1] } : {}),
    actors,
    certainty: certaintyOf(l),
    ...viewArguments(l),
  };
  return { query: pastQuestion(pair), variables };
}

/** usePast asks for the gaps and changes of one actor or of a pair; of all kinds, so that what is not shown can be told. */
export function usePast(l: Looking, actors: readonly string[]): Asked<Past> {
  const { query, variables } = pastAsked(l, actors);
  return useAsked(JSON.stringify(variables), async (signal) => pastOf(await ask<PastAnswer>(query, variables, signal)));
}

function pastOf({ history: h }: PastAnswer): Past {
  const actors = h.other ? [h.one, h.other] : [h.one];
  return {
    actors,
    belonging: actors.flatMap((a) => a.partOf ?? []).filter((b) => actors.some((a) => a.id === b.whole.id)),
    denied: h.one.denied.nodes,
    gaps: h.evidenceGaps.map((g) => [bound(g.earliestStart, MIN_DAY), bound(g.latestEnd, MAX_DAY)] as const),
    total: h.timeline.changes.totalCount,
    changes: h.timeline.changes.nodes,
  };
}

/** isUnknown: the API knows nobody of that name, so that nothing can be said of it, not even silence. */
export const isUnknown = (error: Error | null): boolean => error instanceof Refused && error.code === 'NOT_FOUND';

/** bound reads a day of the API, of which null is unbounded. */
export const bound = (text: string | null, unbounded: Day): Day => (text === null ? unbounded : (dayOf(text) ?? unbounded));

/** daysAsked are two days as the API takes them, the earlier first. */
export const daysAsked = (one: Day, other: Day) => ({ from: textOf(Math.min(one, other)), to: textOf(Math.max(one, other)) });
