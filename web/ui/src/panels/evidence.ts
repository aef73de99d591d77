import { ask } from '../api/client';
import { viewArguments } from '../api/perspective';
import type { Looking } from '../model/address';
import { useAsked, type Asked } from '../state/useAsked';

export interface ClaimTold {
  id: string;
  stance: 'ASSERTS' | 'DENIES';
  voice: 'OWN' | 'ATTRIBUTED' | 'HEDGED';
  form: string | null;
  outcome: string | null;
  quote: string | null;
  locator: string | null;
  period: { start: string | null; end: string | null };
  held: string | null;
  note: string | null;
  reliability: string | null;
  credibility: number | null;
  marking: string;
  recordedAt: string;
  retractedAt: string | null;
  claimant: { id: string; name: string } | null;
  source: {
    id: string;
    title: string;
    publisher: string | null;
    author: string | null;
    url: string | null;
    publishedOn: string | null;
    speaksOf: string | null;
    language: string | null;
    note: string | null;
    republishes: { id: string; title: string } | null;
  };
}

export interface TieTold {
  id: string;
  status: string;
  kind: string;
  form: string | null;
  outcome: string | null;
  parties: { actor: { name: string; shortName: string | null } }[];
  inView: { nodes: { id: string }[] };
  claims: { totalCount: number; nodes: ClaimTold[] };
}

const fields = /* GraphQL */ `
  fragment Evidence on Relation {
    id
    status
    kind
    form
    outcome
    parties { actor { name shortName } }
    inView: claims(first: 500) { nodes { id } }
    claims(all: true, first: 500) {
      totalCount
      nodes {
        id stance voice form outcome quote locator
        period { start end }
        held note reliability credibility marking recordedAt retractedAt
        claimant { id name }
        source { id title publisher author url publishedOn speaksOf language note republishes { id title } }
      }
    }
  }
`;

/** evidenceQuestion asks for several ties at once, each by a name of its own. */
export function evidenceQuestion(ties: readonly string[]): { query: string; variables: Record<string, unknown> } {
  const names = ties.map((_, i) => `$t${i}: ID!`).join(', ');
  const asked = ties.map((_, i) => `t${i}: relation(id: $t${i}) { ...Evidence }`).join('\n    ');
  const query = `query Evidence($knownAt: DateTime, $perspective: Perspective, ${names}) {\n  history(knownAt: $knownAt, perspective: $perspective) {\n    ${asked}\n  }\n}\n${fields}`;
  return { query, variables: Object.fromEntries(ties.map((id, i) => [`t${i}`, id])) };
}

/** useEvidence is who says so, and who says that it is not so; null where the view has no such tie. */
export function useEvidence(l: Looking, ties: readonly string[]): Asked<(TieTold | null)[]> {
  const args = viewArguments(l);
  return useAsked(ties.length > 0 ? JSON.stringify([ties, args]) : null, async (signal) => {
    const { query, variables } = evidenceQuestion(ties);
    const { history } = await ask<{ history: Record<string, TieTold | null> }>(query, { ...args, ...variables }, signal);
    return ties.map((_, i) => history[`t${i}`] ?? null);
  });
}
