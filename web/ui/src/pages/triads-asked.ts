// Triads out of balance, as the API finds them: nothing is multiplied here.
import { ask } from '../api/client';
import { viewArguments } from '../api/perspective';
import type { Looking } from '../model/address';
import { textOf, type Day } from '../model/day';
import { useAsked, type Asked } from '../state/useAsked';
import { certaintyOf, type Named } from './asked';

export interface TriadSaid {
  readonly actors: readonly Named[];
  readonly certainty: 'POSSIBLE' | 'CERTAIN';
  readonly relations: readonly { id: string; kind: string; certainty: 'POSSIBLE' | 'CERTAIN' | null; from: Named; to: Named }[];
}

export interface TriadsSaid {
  readonly totalCount: number;
  readonly nodes: readonly TriadSaid[];
}

/** As many as are asked for. */
const MOST = 500;

const question = /* GraphQL */ `
  query Triads(
    $on: Date!
    $actors: [ID!]
    $nominal: Boolean
    $alleged: Boolean
    $knownAt: DateTime
    $perspective: Perspective
    $certainty: Certainty
    $first: Int
  ) {
    graph(asOf: $on, knownAt: $knownAt, perspective: $perspective, certainty: $certainty) {
      triads(balanced: false, actors: $actors, nominal: $nominal, alleged: $alleged, first: $first) {
        totalCount
        nodes {
          actors { id name shortName }
          certainty
          relations { id kind certainty from { id name shortName } to { id name shortName } }
        }
      }
    }
  }
`;

/** useTriads asks for those that an actor is in, on a day. */
export function useTriads(l: Looking, on: Day, actor: string): Asked<TriadsSaid> {
  const view = { certainty: certaintyOf(l), ...viewArguments(l) };
  const variables = { on: textOf(on), actors: [actor], nominal: l.nominal, alleged: l.alleged, first: MOST, ...view };
  return useAsked(JSON.stringify(variables), async (signal) => {
    const { triads } = (await ask<{ graph: { triads: TriadsSaid | null } }>(question, variables, signal)).graph;
    // No answer is not the answer that there are none.
    if (!triads) throw new Error('the server left them out');
    return triads;
  });
}
