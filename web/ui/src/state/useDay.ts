import { ask } from '../api/client';
import { viewArguments } from '../api/perspective';
import { allKinds, type Looking } from '../model/address';
import { textOf, type Day } from '../model/day';
import { useAsked, type Asked } from './useAsked';

/** A change, as the API tells it. */
export interface ChangeTold {
  id: string;
  kind: 'FORMED' | 'ENDED' | 'FLIPPED' | 'REALIGNED';
  certainty: 'CERTAIN' | 'POSSIBLE';
  earliest: string | null;
  latest: string | null;
  summary: string;
  actors: { id: string; name: string; shortName: string | null }[];
  before: { id: string }[];
  after: { id: string }[];
}

interface CampTold {
  id: string;
  label: string;
  members: { id: string; name: string; shortName: string | null }[];
}

export interface MoveTold {
  actor: { id: string; name: string; shortName: string | null };
  before: { label: string } | null;
  after: { label: string } | null;
}

export interface DayTold {
  /** The days that it is of. */
  of: { on: Day; against: Day | null };
  graph: {
    view: string;
    knownAt: string;
    revision: string;
    permalink: string;
    citation: string;
    download: string;
    notices: string[];
    camps: CampTold[] | null;
    /** The same, narrowed to the kinds and actors looked at; there if they are not all. */
    subgraph?: { permalink: string; citation: string; download: string };
  };
  diff?: {
    permalink: string;
    citation: string;
    notices: string[];
    changes: { totalCount: number; nodes: ChangeTold[]; pageInfo: { hasNextPage: boolean } };
    firstNamed: { totalCount: number };
    camps: { moved: MoveTold[] } | null;
  };
}

/** The question behind what is seen, as the playground opens it. */
export const dayQuestion = /* GraphQL */ `# What the explorer shows: a day, and what changed since another.
query Seen(
  $on: Date!
  $from: Date
  $to: Date
  $compare: Boolean!
  $knownAt: DateTime
  $perspective: Perspective
  $certainty: Certainty
  $kinds: [RelationKind!]
  $actors: [ID!]
  $hops: Int
  $narrowed: Boolean!
  $nominal: Boolean
  $alleged: Boolean
  $listed: Boolean!
) {
  graph(asOf: $on, knownAt: $knownAt, perspective: $perspective, certainty: $certainty) {
    view
    knownAt
    revision
    permalink
    citation
    download
    notices
    stats @include(if: $listed) { actors relations certain contested lastAttested }
    relations(kinds: $kinds, actors: $actors, first: 100) @include(if: $listed) {
      totalCount
      nodes { id kind form certainty attestation status from { name } to { name } period { start end } }
    }
    camps(nominal: $nominal, alleged: $alleged) { id label members { id name shortName } }
    subgraph(actors: $actors, hops: $hops, kinds: $kinds) @include(if: $narrowed) {
      permalink
      citation
      download
    }
  }
  diff(from: $from, to: $to, toKnownAt: $knownAt, perspective: $perspective, certainty: $certainty, kinds: $kinds)
    @include(if: $compare) {
    permalink
    citation
    notices
    changes(first: 2000) {
      totalCount
      nodes {
        id
        kind
        certainty
        earliest
        latest
        summary
        actors { id name shortName }
        before { id }
        after { id }
      }
      pageInfo { hasNextPage }
    }
    firstNamed(first: 1) { totalCount }
    camps { moved { actor { id name shortName } before { label } after { label } } }
  }
}
`;

/** dayVariables are those of the question. Of two days the diff runs from the earlier. */
export function dayVariables(l: Looking, on: Day, against: Day | null): Record<string, unknown> {
  const other = against ?? on;
  return {
    on: textOf(on),
    from: textOf(Math.min(on, other)),
    to: textOf(Math.max(on, other)),
    compare: other !== on,
    ...viewArguments(l),
    certainty: l.possible ? 'POSSIBLE' : 'CERTAIN',
    kinds: l.kinds.length < allKinds.length ? l.kinds : null,
    actors: l.actors.length > 0 ? l.actors : null,
    hops: l.hops,
    narrowed: l.actors.length > 0 || l.kinds.length < allKinds.length,
    nominal: l.nominal,
    alleged: l.alleged,
    // The ties the page has already, and counts them itself; the playground is told them.
    listed: false,
  };
}

/** useDay asks for what the bounds of spells do not tell; null: nothing yet. */
export function useDay(l: Looking, on: Day | null, against: Day | null): Asked<DayTold> {
  const variables = on === null ? null : dayVariables(l, on, against);
  return useAsked(variables && JSON.stringify(variables), async (signal) => ({
    ...(await ask<Omit<DayTold, 'of'>>(dayQuestion, variables!, signal)),
    of: { on: on!, against },
  }));
}
