import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GraphCanvas } from './graph/canvas';
import { GraphView } from './graph/GraphView';
import { usePositions } from './graph/usePositions';
import { coloured, ranks, ringOf } from './model/camps';
import { readable, type Day } from './model/day';
import { againstOf, lastAttested, rangeOf } from './model/days-asked';
import { turnsOf } from './model/turns';
import { ActorPage } from './pages/ActorPage';
import { PairPage } from './pages/PairPage';
import { ActorCard } from './panels/ActorCard';
import { Around } from './panels/Around';
import { marks, movers } from './panels/changes-told';
import { ChangesPanel } from './panels/ChangesPanel';
import { EvidencePanel } from './panels/EvidencePanel';
import { Header } from './panels/Header';
import { KnownBanner } from './panels/KnownBanner';
import { Legend } from './panels/Legend';
import { plainSentence, Sentence } from './panels/Sentence';
import { Sources } from './panels/Sources';
import { Trouble } from './panels/State';
import { TieTable } from './panels/TieTable';
import { useActivity } from './slider/activity';
import { KnownTrack } from './slider/KnownTrack';
import { Slider } from './slider/Slider';
import { useDatasets } from './state/useDatasets';
import { useDay } from './state/useDay';
import { useHistories } from './state/useHistory';
import { useLooking } from './state/useLooking';
import { useSeen } from './state/useSeen';
import { useSlow } from './state/useSlow';

const today: Day = Math.floor(Date.now() / 86_400_000);
const nobody: ReadonlySet<string> = new Set();

/** Days while they are moved; they reach the address when they rest. */
interface Moving {
  on?: Day;
  against?: Day;
}

export function App() {
  const [looking, change] = useLooking();
  const [moving, setMoving] = useState<Moving>({});
  const canvas = useRef<GraphCanvas | null>(null);

  // Everyone's ties, so that the layout is the same on anyone's word.
  const { everyone, opened } = useHistories(looking);
  const history = opened.value;
  // Until the answer to this very question is there, nothing is said of it.
  const stale = !opened.current;
  const positions = usePositions(everyone, history);

  const last = useMemo(() => (history ? lastAttested(history) : today), [history]);
  const on = moving.on ?? looking.on ?? last;
  const against = moving.against ?? againstOf(looking, on);
  const settled = useSlow(useMemo(() => (history ? { on, against } : null), [history !== null, on, against]), 140) ?? { on, against };
  const still = settled.on === on && settled.against === against;

  const asked = useDay(looking, history ? settled.on : null, settled.against);
  // While the day moves, what is told is of another one.
  const told = useMemo(() => (still ? asked : { ...asked, current: false }), [asked, still]);
  const changes = told.value?.diff?.changes.nodes;
  const marked = useMemo(() => (changes ? marks(changes) : null), [changes]);
  const moved = useMemo(() => (changes && against !== null && against < on ? movers(changes) : nobody), [changes, against, on]);
  const seen = useSeen(history, on, looking, told.current && against !== null && against < on ? marked : null);

  const spells = useMemo(() => new Map(history?.spells.map((s) => [s.id, s])), [history]);
  const rank = useMemo(() => ranks(everyone?.spells ?? []), [everyone]);
  const camps = useMemo(() => coloured(told.value?.graph.camps ?? [], rank), [told.value, rank]);
  const rings = useMemo(() => ringOf(camps), [camps]);
  const turns = useMemo(() => (history ? turnsOf(history.spells, looking) : []), [history, looking]);
  const usual = rangeOf(looking, history, looking.on ?? last, againstOf(looking, looking.on ?? last));
  const range = useMemo(() => usual, [usual[0], usual[1]]);
  const activity = useActivity(looking, history ? range : null);
  const datasets = useDatasets();

  // Whatever else the address is led to, the days are where it says.
  useEffect(() => setMoving({}), [looking]);
  const rest = (next: Partial<typeof looking>) => {
    setMoving({});
    change(next, 'replace');
  };
  const openTies = useCallback((ties: string[]) => change({ ties, pick: null }), [change]);
  const selected = useMemo(() => ({ ties: [...looking.ties], actors: looking.pick ? [looking.pick] : [...looking.actors] }), [looking]);

  const plain = plainSentence({ looking, on, against, counts: stale ? null : (seen?.counts ?? null), actors: history?.actors ?? new Map() });
  const spoken = useSlow(plain, 600);
  useEffect(() => {
    document.title = history ? `Realign: ${readable(settled.on)}` : 'Realign';
  }, [history, settled.on]);
  const dragOn = useCallback((day: Day) => setMoving((m) => ({ ...m, on: day })), []);
  const dragAgainst = useCallback((day: Day) => setMoving((m) => ({ ...m, against: day })), []);
  const past = looking.known !== null || looking.clock === 'PUBLISHED';

  return (
    <div className={`explorer ${past ? 'explorer-past' : ''} ${looking.embed ? 'explorer-embed' : ''}`}>
      <Header looking={looking} change={change} on={on} against={against} knownAt={history?.knownAt ?? null} told={told.current ? told.value : null} canvas={canvas} sentence={plain} drawn={seen?.counts.ties ?? 0} />
      <main>
        <h1 className="unseen">Who stands with whom</h1>
        <Sentence looking={looking} on={on} against={against} lastAttested={last} counts={stale ? null : (seen?.counts ?? null)} hidden={stale ? 0 : (seen?.keptBack ?? 0)} actors={history?.actors ?? new Map()} datasets={datasets} change={change} />
        <p className="unseen" role="status" aria-live="polite">
          {seen ? spoken : 'Loading.'}
        </p>
        {past && <KnownBanner looking={looking} notices={told.value?.graph.notices ?? []} change={change} />}
        <Around looking={looking} actors={history?.actors ?? new Map()} change={change} />
        <div className="columns">
          {!looking.embed && (
            <aside className="left" aria-label="Sources">
              {history && <Sources looking={looking} on={settled.on} change={change} />}
            </aside>
          )}
          <div className={stale && history ? 'middle stale' : 'middle'} aria-busy={stale}>
            <Trouble asked={opened} what="The ties" />
            {!history && !opened.error && <p className="loading">Loading all ties…</p>}
            {history && history.spells.length === 0 && <p className="loading">Nothing is known here: no source says anything in this view. That is silence, not peace.</p>}
            {history && seen && looking.page.length === 2 && <PairPage looking={looking} on={settled.on} against={settled.against} history={history} change={change} openTies={openTies} />}
            {history && seen && looking.page.length === 1 && <ActorPage looking={looking} on={settled.on} against={settled.against} history={history} change={change} openTies={openTies} />}
            {looking.page.length === 0 && (
              <>
                {looking.table && history && seen ? (
                  <TieTable looking={looking} on={on} history={history} looks={seen.looks} change={change} />
                ) : (
                  <GraphView
                    history={history}
                    positions={positions}
                    looks={seen?.looks ?? null}
                    camps={rings}
                    moved={moved}
                    selected={selected}
                    label={plain}
                    canvasRef={canvas}
                    on={on}
                    onTie={(id) => change({ ties: [id], pick: null })}
                    onActor={(id) => change({ pick: id, ties: [] })}
                    onNothing={() => change({ pick: null, ties: [] })}
                  />
                )}
                <Legend looking={looking} change={change} comparing={against !== null} camps={camps.map((c) => ({ label: c.label, colour: c.colour, members: c.members.length }))} />
              </>
            )}
          </div>
          {!looking.embed && (
            <div className="right">
              {history && looking.ties.length > 0 && <EvidencePanel key={looking.ties.join()} looking={looking} on={settled.on} history={history} spells={spells} change={change} />}
              {history && seen && looking.ties.length === 0 && looking.pick && <ActorCard key={looking.pick} id={looking.pick} looking={looking} on={on} history={history} looks={seen.looks} change={change} />}
              {/* Kept, so that who comes back finds the list as it was left. */}
              <div className="right-list" hidden={looking.ties.length > 0 || looking.pick !== null}>
                <ChangesPanel looking={looking} on={settled.on} against={settled.against} told={told} spells={spells} change={change} />
              </div>
            </div>
          )}
        </div>
      </main>
      <footer className="days">
        {history || looking.on !== null ? (
          <Slider
            looking={looking}
            on={on}
            against={against}
            range={range}
            turns={turns}
            activity={activity}
            onDrag={dragOn}
            onDay={(day) => rest({ on: day })}
            onDragAgainst={dragAgainst}
            onAgainst={(day) => rest({ against: day })}
            onRange={(r) => change({ range: r }, 'replace')}
            onTrack={(track) => change({ track })}
          />
        ) : (
          <section className="slider slider-waiting" aria-label="Days" aria-busy="true">
            <div className="track" />
          </section>
        )}
        {looking.track && <KnownTrack looking={looking} range={range} today={today} change={change} />}
      </footer>
    </div>
  );
}
