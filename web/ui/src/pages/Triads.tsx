import { useId, useState } from 'react';
import { ask } from '../api/client';
import { viewArguments } from '../api/perspective';
import type { Looking } from '../model/address';
import { readable, textOf, type Day } from '../model/day';
import type { Spell } from '../model/spell';
import { type Actors, listed, number, tieName } from '../model/words';
import { useAsked } from '../state/useAsked';
import { certaintyOf, type Named } from './asked';
import type { Going } from './Go';
import { More, Waiting } from './Waiting';

interface TriadSaid {
  actors: Named[];
  certainty: 'POSSIBLE' | 'CERTAIN';
  relations: { id: string; kind: string; certainty: 'POSSIBLE' | 'CERTAIN' | null; from: Named; to: Named }[];
}

interface TriadsSaid {
  totalCount: number;
  nodes: TriadSaid[];
}

const question = /* GraphQL */ `
  query Triads($on: Date!, $actors: [ID!], $nominal: Boolean, $alleged: Boolean, $knownAt: DateTime, $perspective: Perspective, $certainty: Certainty) {
    graph(asOf: $on, knownAt: $knownAt, perspective: $perspective, certainty: $certainty) {
      triads(balanced: false, actors: $actors, nominal: $nominal, alleged: $alleged, first: 500) {
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

function useTriads(l: Looking, on: Day, actor: string) {
  const variables = { on: textOf(on), actors: [actor], nominal: l.nominal, alleged: l.alleged, certainty: certaintyOf(l), ...viewArguments(l) };
  return useAsked(JSON.stringify(variables), async (signal) => {
    const { triads } = (await ask<{ graph: { triads: TriadsSaid | null } }>(question, variables, signal)).graph;
    if (!triads) throw new Error('the server left them out');
    return triads;
  });
}

interface Props extends Going {
  readonly on: Day;
  readonly actor: string;
  readonly actors: Actors;
  readonly spells: ReadonlyMap<string, Spell>;
  readonly openTies: (ids: string[]) => void;
}

/** As many as are listed at first. */
const FIRST = 20;

/** Triads are threes of whom each two stand together or against each other, and do not fit: a friend's friend is a foe, or a foe's foe is one. */
export function Triads({ on, actor, actors, spells, openTies, looking, change }: Props) {
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const id = useId();
  const asked = useTriads(looking, on, actor);
  return (
    <Waiting asked={asked} what="triads out of balance">
      {(t) => {
        if (t.totalCount === 0) {
          return <p className="page-none">No triad out of balance on {readable(on)}: what sources say of that day makes none.</p>;
        }
        const shown = all ? t.nodes : t.nodes.slice(0, FIRST);
        return (
          <>
            <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
              Triads out of balance ({number(t.totalCount)})
            </button>
            <div id={id} hidden={!open}>
              <ul className="page-triads">
                {shown.map((triad) => (
                  <TriadRow key={triad.actors.map((a) => a.id).join(' ')} {...{ triad, actors, spells, openTies, looking, change }} />
                ))}
              </ul>
              <More shown={shown.length} total={t.nodes.length} what="triad" show={() => setAll(true)} />
            </div>
          </>
        );
      }}
    </Waiting>
  );
}

type RowProps = Omit<Props, 'on' | 'actor'> & { readonly triad: TriadSaid };

function TriadRow({ triad, actors, spells, openTies, change }: RowProps) {
  const called = (a: Named) => a.shortName ?? a.name;
  const names = listed(triad.actors.map(called));
  const nameOf = (r: TriadSaid['relations'][number]) => {
    const spell = spells.get(r.id);
    return spell ? tieName(spell, actors) : `${r.kind.toLowerCase()}: ${called(r.from)}, ${called(r.to)}`;
  };
  return (
    <li>
      <button type="button" className="page-open" dir="auto" aria-label={`${names}: evidence of all their ties`} onClick={() => openTies(triad.relations.map((r) => r.id))}>
        {names}
      </button>
      {triad.certainty === 'CERTAIN' ? ' · certain' : ' · only possible'}{' '}
      <button type="button" aria-label={`Show ${names} in the graph`} onClick={() => change({ page: [], actors: triad.actors.map((a) => a.id), hops: 0, table: false })}>
        In the graph
      </button>
      <ul>
        {triad.relations.map((r) => (
          <li key={r.id} className={`tie-${r.kind.toLowerCase()}`}>
            <button type="button" className="page-open" dir="auto" onClick={() => openTies([r.id])}>
              {nameOf(r)}
            </button>
            {r.certainty === 'CERTAIN' ? ' · certain' : ' · possible'}
          </li>
        ))}
      </ul>
    </li>
  );
}
