import type { Looking } from '../model/address';
import type { Day } from '../model/day';
import type { History, Spell } from '../model/spell';
import { datesOf, listed, many, sureOn, tieName } from '../model/words';
import { useEscape } from '../state/useEscape';
import { useFocusInto } from '../state/useFocusInto';
import type { Change } from '../state/useLooking';
import { Claim } from './Claim';
import { useEvidence, type ClaimTold, type TieTold } from './evidence';
import { Trouble } from './State';

interface Props {
  looking: Looking;
  on: Day;
  history: History;
  spells: ReadonlyMap<string, Spell>;
  /** Whether the history answers what is asked now. */
  current: boolean;
  change: Change;
}

/** EvidencePanel is what sources say for some ties, and against them, side by side. */
export function EvidencePanel(p: Props) {
  const { looking: l, change } = p;
  const asked = useEvidence(l, l.ties);
  const part = useFocusInto<HTMLElement>();
  useEscape(() => change({ ties: [] }));
  return (
    <section ref={part} tabIndex={-1} className="evidence" aria-label="Evidence" aria-busy={!asked.current || !p.current}>
      <p className="back">
        <button type="button" onClick={() => change({ ties: [] })}>
          ‹ back
        </button>
      </p>
      <Trouble asked={asked} what="The evidence" />
      {(!asked.current || !p.current) && !asked.error && <p className="soft">Asking…</p>}
      {asked.current && p.current && l.ties.map((id, i) => <Tie key={id} id={id} told={asked.value?.[i] ?? null} {...p} />)}
    </section>
  );
}

function Tie({ id, told, ...p }: Props & { id: string; told: TieTold | null }) {
  const spell = p.spells.get(id);
  if (!told) return <p>There is no tie {id.replace(/^relation:/, '')} in this view: no source known in it says so, or denies it.</p>;
  const inView = new Set(told.inView.nodes.map((c) => c.id));
  const of = (stance: string) => told.claims.nodes.filter((c) => c.stance === stance).sort((a, b) => Number(inView.has(b.id)) - Number(inView.has(a.id)));
  const against = of('DENIES');
  return (
    <div className="evidence-tie">
      {spell ? <TieHead spell={spell} told={told} {...p} /> : <Unasserted told={told} />}
      {against.length === 0 && told.status === 'CONTESTED' && <p className="notice">Nobody denies it, but its sources say what cannot all be true.</p>}
      <div className={against.length > 0 ? 'sides sides-both' : 'sides'}>
        <Side title="For" claims={of('ASSERTS')} inView={inView} none="No source says so." />
        <Side title="Against" claims={against} inView={inView} none="No source denies it. That is no confirmation." />
      </div>
      {told.claims.totalCount > told.claims.nodes.length && <p className="soft">The first {told.claims.nodes.length} of {many(told.claims.totalCount, 'claim')}.</p>}
      {inView.size === 0 && <p className="notice">None of these claims counts in this view.</p>}
      {spell && <About spell={spell} {...p} />}
    </div>
  );
}

/** Unasserted is a tie that nobody asserts in this view: it is denied, or what asserts it is left out. */
function Unasserted({ told }: { told: TieTold }) {
  const names = told.parties.map((p) => p.actor.shortName ?? p.actor.name);
  return (
    <>
      <h2 dir="auto">
        {(told.form ?? told.kind.toLowerCase()).replaceAll('-', ' ')} of {listed(names)}
      </h2>
      <p className="notice">{told.status === 'DENIED' ? 'Only denied: no source in this view says so.' : 'No source in this view asserts it.'}</p>
    </>
  );
}

function TieHead({ spell, told, ...p }: Props & { spell: Spell; told: TieTold }) {
  const actors = spell.parties.map((x) => x.actor);
  return (
    <>
      <h2 dir="auto">{tieName(spell, p.history.actors)}</h2>
      <p className={`kind kind-${spell.kind.toLowerCase()}`}>
        {spell.kind.toLowerCase()}
        {told.status !== 'UNCONTESTED' && ` · ${told.status.toLowerCase()}`}
        {spell.nominal && ' · words without deeds'}
        {told.outcome && ` · outcome: ${told.outcome.toLowerCase()}`}
      </p>
      <p>
        As written: {datesOf(spell)}.
        <br />
        How sure: {sureOn(spell, p.on)}.
      </p>
      <p className="pages">
        {spell.parties.map((party) => (
          <button key={party.actor + party.role} type="button" className="linklike" onClick={() => p.change({ page: [party.actor] })}>
            <span dir="auto">{p.history.actors.get(party.actor)?.name ?? party.actor}</span>
          </button>
        ))}
        {actors.length === 2 && (
          <button type="button" className="linklike" onClick={() => p.change({ page: actors })}>
            all between the two
          </button>
        )}
      </p>
    </>
  );
}

function Side({ title, claims, inView, none }: { title: string; claims: readonly ClaimTold[]; inView: ReadonlySet<string>; none: string }) {
  return (
    <div className={`side side-${title.toLowerCase()}`}>
      <h3>
        {title} <span className="soft">{counted(claims, inView)}</span>
      </h3>
      {claims.length === 0 && <p className="soft">{none}</p>}
      {claims.map((c) => (
        <Claim key={c.id} claim={c} outside={!inView.has(c.id)} />
      ))}
    </div>
  );
}

/** counted tells those that count in the view from the others. */
function counted(claims: readonly ClaimTold[], inView: ReadonlySet<string>): string {
  const counting = claims.filter((c) => inView.has(c.id)).length;
  return counting === claims.length ? String(counting) : `${counting}, and ${claims.length - counting} that do not count here`;
}

/** About are the ties that are about this one, and the one that it is about. */
function About({ spell, history, spells, change }: Props & { spell: Spell }) {
  const about = spell.regarding ? spells.get(spell.regarding) : undefined;
  const others = history.spells.filter((s) => s.regarding === spell.id);
  const link = (s: Spell) => (
    <li key={s.id}>
      <button type="button" className="entry" onClick={() => change({ ties: [s.id] })}>
        <span dir="auto">{tieName(s, history.actors)}</span>
        <span className="entry-also">
          {datesOf(s)}
          {s.own === null && ', only alleged'}
          {s.nominal && ', in words only'}
        </span>
      </button>
    </li>
  );
  return (
    <>
      {about && (
        <>
          <h3>What this is about</h3>
          <ul className="entries">{link(about)}</ul>
        </>
      )}
      {others.length > 0 && (
        <>
          <h3>
            Said about this <span className="soft">{others.length}</span>
          </h3>
          <ul className="entries">{others.map(link)}</ul>
        </>
      )}
    </>
  );
}
