// What is known of an actor apart from its ties.
import { ask } from '../api/client';
import { viewArguments } from '../api/perspective';
import type { Looking } from '../model/address';
import type { Dated } from '../model/words';
import { useAsked, type Asked } from '../state/useAsked';
import type { Named } from './asked';

export interface AffiliationSaid {
  readonly actor: Named;
  readonly whole: Named;
  readonly role: string | null;
  readonly period: Dated;
  readonly source: { title: string } | null;
  readonly quote: string | null;
}

export interface SuccessionSaid {
  readonly predecessor: Named;
  readonly successor: Named;
  readonly on: string | null;
  readonly form: string | null;
  readonly source: { title: string } | null;
}

export interface Facts extends Named {
  readonly unnamed: boolean;
  readonly kind: string;
  readonly description: string | null;
  readonly period: Dated;
  readonly names: readonly { value: string; language: string | null; period: Dated }[];
  readonly identifiers: readonly { scheme: string; value: string }[];
  readonly partOf: readonly AffiliationSaid[];
  readonly members: readonly AffiliationSaid[];
  readonly predecessors: readonly SuccessionSaid[];
  readonly successors: readonly SuccessionSaid[];
}

const question = /* GraphQL */ `
  query Facts($id: ID!, $knownAt: DateTime, $perspective: Perspective) {
    history(knownAt: $knownAt, perspective: $perspective) {
      actor(id: $id) {
        id
        name
        shortName
        unnamed
        kind
        description
        period { start end }
        names { value language period { start end } }
        identifiers { scheme value }
        partOf { ...Belongs }
        members { ...Belongs }
        predecessors { ...Follows }
        successors { ...Follows }
      }
    }
  }
  fragment Belongs on Affiliation {
    actor { id name shortName }
    whole { id name shortName }
    role
    period { start end }
    source { title }
    quote
  }
  fragment Follows on Succession {
    predecessor { id name shortName }
    successor { id name shortName }
    on
    form
    source { title }
  }
`;

/** useFacts asks for them over all days: each carries its own dates. */
export function useFacts(l: Looking, id: string): Asked<Facts> {
  const variables = { id, ...viewArguments(l) };
  return useAsked(JSON.stringify(variables), async (signal) => (await ask<{ history: { actor: Facts } }>(question, variables, signal)).history.actor);
}
