import { useId, useState } from 'react';
import { allKinds } from '../model/address';
import { readable, type Day } from '../model/day';
import type { Spell } from '../model/spell';
import { type Actors, calledOf, listed, number, tieName } from '../model/words';
import type { Named } from './asked';
import type { Going } from './Go';
import { useTriads, type TriadSaid, type TriadsSaid } from './triads-asked';
import { More, Waiting } from './Waiting';

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
export function Triads({ actor, ...p }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const asked = useTriads(p.looking, p.on, actor);
  return (
    <Waiting asked={asked} what="triads out of balance">
      {(t) =>
        t.totalCount === 0 ? (
          <p className="page-none">No triad out of balance on {readable(p.on)}: what sources say of that day makes none.</p>
        ) : (
          <>
            <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
              Triads out of balance ({number(t.totalCount)})
            </button>
            <div id={id} hidden={!open}>
              <TriadList {...p} said={t} />
            </div>
          </>
        )
      }
    </Waiting>
  );
}

type RowProps = Omit<Props, 'on' | 'actor'>;

function TriadList({ said, ...p }: RowProps & { said: TriadsSaid }) {
  const [all, setAll] = useState(false);
  const { nodes, totalCount } = said;
  const shown = all ? nodes : nodes.slice(0, FIRST);
  return (
    <>
      {p.looking.kinds.length < allKinds.length && <p className="page-soft">Ties of all kinds count here, also of those not shown.</p>}
      {nodes.length < totalCount && (
        <p className="page-soft">
          These are the first {number(nodes.length)} of {number(totalCount)}.
        </p>
      )}
      <ul className="page-triads">
        {shown.map((triad) => (
          <TriadRow key={triad.actors.map((a) => a.id).join(' ')} {...p} triad={triad} />
        ))}
      </ul>
      <More shown={shown.length} total={nodes.length} what="triad" show={() => setAll(true)} />
    </>
  );
}

function TriadRow({ triad, actors, spells, openTies, change }: RowProps & { triad: TriadSaid }) {
  const called = (a: Named) => calledOf(a, a.id);
  const names = listed(triad.actors.map(called));
  const nameOf = (r: TriadSaid['relations'][number]) => {
    const spell = spells.get(r.id);
    return spell ? tieName(spell, actors) : `${r.kind.toLowerCase()}: ${called(r.from)}, ${called(r.to)}`;
  };
  // Of a triad all kinds of ties are seen, or it would look as if it fitted.
  const inGraph = { page: [], actors: triad.actors.map((a) => a.id), hops: 0, table: false, kinds: allKinds };
  return (
    <li>
      <button type="button" className="page-open" dir="auto" aria-label={`${names}: evidence of all their ties`} onClick={() => openTies(triad.relations.map((r) => r.id))}>
        {names}
      </button>
      {triad.certainty === 'CERTAIN' ? ' · certain' : ' · only possible'}{' '}
      <button type="button" aria-label={`In the graph: ${names}`} onClick={() => change(inGraph)}>
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
