import { memo, useMemo, useState } from 'react';
import { allKinds, type Looking } from '../model/address';
import { readable, type Day } from '../model/day';
import type { Spell } from '../model/spell';
import { many, number } from '../model/words';
import type { Asked } from '../state/useAsked';
import type { DayTold, MoveTold } from '../state/useDay';
import type { Change } from '../state/useLooking';
import { sorted, type Entry, type Sorted } from './changes-told';
import { Trouble } from './State';

interface Props {
  looking: Looking;
  on: Day;
  against: Day | null;
  told: Asked<DayTold>;
  spells: ReadonlyMap<string, Spell>;
  /** Those looked at, with their neighbours; null: everyone. */
  among: ReadonlySet<string> | null;
  /** Whether the ties are there or on their way. */
  waiting: boolean;
  change: Change;
}

const atOnce = 40;

/** ChangesPanel is what changed between the two days, a sentence each; a click opens who says so. */
export const ChangesPanel = memo(function ChangesPanel({ looking: l, on, against, told, spells, among, waiting, change }: Props) {
  // After an error nothing older stands in for what was asked.
  const value = told.error ? null : told.value;
  const diff = value?.diff;
  const lists = useMemo(() => (diff ? sorted(diff.changes.nodes, spells, l, among) : null), [diff, spells, l, among]);
  if (against === null) return <Alone change={change} />;
  return (
    <section className={told.current ? 'changes' : 'changes stale'} aria-label="Changes" aria-busy={!told.current}>
      <Heading of={value?.of.against != null ? value.of : { on, against }} there={spells.size > 0} />
      <Trouble asked={told} what="The changes" />
      {!lists && !told.error && on !== against && waiting && told.value?.diff === undefined && <p className="soft">Asking…</p>}
      {on === against && <p>The two days are the same.</p>}
      {lists && value?.diff && (
        <>
          <Lists looking={l} lists={lists} moves={(value.diff.camps?.moved ?? []).filter((m) => !among || among.has(m.actor.id))} change={change} />
          <Remarks diff={value.diff} said={value.graph.notices} whole={among === null} />
        </>
      )}
    </section>
  );
});

function Lists({ looking: l, lists, moves, change }: { looking: Looking; lists: Sorted; moves: readonly MoveTold[]; change: Change }) {
  const open = (ties: string[]) => change({ ties, pick: null });
  const sure = lists.sides.length + lists.certain.length;
  return (
    <>
      {sure + lists.possible.length === 0 && <p>{isWhole(l) && lists.hidden === 0 ? silence : 'None, as the view is set.'}</p>}
      <List title="Changed sides" entries={lists.sides} open={open} />
      <List title="Certain" entries={lists.certain} open={open} />
      <Folded title="may have happened then" entries={lists.possible} open={open} begun={sure === 0} />
      {/* Camps are of all kinds of ties. */}
      <Moves moves={l.kinds.length === allKinds.length ? moves : []} open={(id) => change({ pick: id, ties: [] })} />
      {lists.hidden > 0 && (
        <p className="soft">
          {many(lists.hidden, 'more change')} only alleged, or of words without deeds.{' '}
          <button type="button" className="linklike" onClick={() => change({ alleged: true, nominal: true })}>
            Show them
          </button>
        </p>
      )}
    </>
  );
}

const silence = 'No source in this view speaks of a change between these days. That is silence, not word that nothing changed.';

/** Remarks are what a reader should know of the lists; what is said of the graph already is not said again. */
function Remarks({ diff, said, whole }: { diff: NonNullable<DayTold['diff']>; said: readonly string[]; whole: boolean }) {
  const { changes, firstNamed, notices } = diff;
  return (
    <>
      {changes.pageInfo.hasNextPage && (
        <p className="soft">
          The first {many(changes.nodes.length, 'change')} of {number(changes.totalCount)}: narrow the days, or ask for the rest in the playground.
        </p>
      )}
      {whole && firstNamed.totalCount > 0 && (
        <p className="soft">
          {many(firstNamed.totalCount, 'tie')} first spoken of between these days; no source says that {firstNamed.totalCount === 1 ? 'it' : 'they'} began then.
        </p>
      )}
      {notices
        .filter((n) => !said.includes(n) && !n.includes('firstNamed'))
        .map((n) => (
          <p key={n} className="notice">
            {n}
          </p>
        ))}
    </>
  );
}

/** isWhole: nothing that the address asks for leaves changes out. */
const isWhole = (l: Looking): boolean =>
  l.possible && l.kinds.length === allKinds.length && l.actors.length === 0 && l.without.length === 0 && l.word.length === 0 && l.data.length === 0 && l.known === null && l.clock === 'RECORDED';

/** Heading names the days that the list is of, which may be those before the ones that are asked for. */
function Heading({ of, there }: { of: { on: Day; against: Day | null }; there: boolean }) {
  const against = of.against ?? of.on;
  return (
    <h2>
      {of.on < against ? 'What came after' : 'What changed'}{' '}
      {there && (
        <span className="soft">
          {readable(Math.min(of.on, against))} – {readable(Math.max(of.on, against))}
        </span>
      )}
    </h2>
  );
}

function Alone({ change }: { change: Change }) {
  return (
    <section className="changes" aria-label="Changes">
      <h2>What changed</h2>
      <p>No day to compare with.</p>
      <button type="button" onClick={() => change({ against: null })}>
        Compare with the end of the month before
      </button>
    </section>
  );
}

function List({ title, entries, open }: { title: string; entries: readonly Entry[]; open: (ties: string[]) => void }) {
  const [all, setAll] = useState(false);
  if (entries.length === 0) return null;
  const some = all ? entries : entries.slice(0, atOnce);
  return (
    <>
      <h3>
        {title} <span className="soft">{entries.length}</span>
      </h3>
      <Entries entries={some} open={open} />
      {some.length < entries.length && (
        <button type="button" onClick={() => setAll(true)}>
          All {entries.length}
        </button>
      )}
    </>
  );
}

function Folded({ title, entries, open, begun }: { title: string; entries: readonly Entry[]; open: (ties: string[]) => void; begun: boolean }) {
  if (entries.length === 0) return null;
  return (
    <details open={begun || undefined}>
      <summary>
        {number(entries.length)} more {title}
      </summary>
      <Entries entries={entries.slice(0, 400)} open={open} />
      {entries.length > 400 && <p className="soft">The first 400.</p>}
    </details>
  );
}

/** Moves are who is grouped with others than before: of what the ties add up to, not of anybody's word. */
function Moves({ moves, open }: { moves: readonly MoveTold[]; open: (actor: string) => void }) {
  if (moves.length === 0) return null;
  const camp = (c: MoveTold['before']) => (c ? `with ${c.label}` : 'in no camp');
  return (
    <details>
      <summary>{many(moves.length, 'actor')} counted to another camp</summary>
      <p className="soft">Camps are worked out from all deeds of each day, certain and possible, in a source’s own voice: they are nobody’s word.</p>
      <ul className="entries">
        {moves.slice(0, 200).map((m) => (
          <li key={m.actor.id}>
            <button type="button" className="entry" onClick={() => open(m.actor.id)}>
              <span dir="auto">{m.actor.shortName ?? m.actor.name}</span>
              <span className="entry-also" dir="auto">
                {camp(m.before)}, then {camp(m.after)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Entries({ entries, open }: { entries: readonly Entry[]; open: (ties: string[]) => void }) {
  return (
    <ul className="entries">
      {entries.map(({ change: c, also, ties }) => (
        <li key={c.id}>
          <button type="button" className={`entry entry-${c.certainty.toLowerCase()} entry-${c.kind.toLowerCase()}`} data-kind={c.kind} onClick={() => open(ties)}>
            <span dir="auto">{c.summary}</span>
            {also && <span className="entry-also" dir="auto">{also.summary}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
