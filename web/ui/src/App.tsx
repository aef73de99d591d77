import { useEffect, useRef } from 'react';
import type { GraphCanvas } from './graph/canvas';
import { readable } from './model/day';
import { Around } from './panels/Around';
import { Header } from './panels/Header';
import { KnownBanner } from './panels/KnownBanner';
import { Notices } from './panels/Notices';
import { plainSentence, Sentence } from './panels/Sentence';
import { Sources } from './panels/Sources';
import { Foot } from './parts/Foot';
import { Middle } from './parts/Middle';
import { Side } from './parts/Side';
import { useDatasets } from './state/useDatasets';
import { useLooking } from './state/useLooking';
import { useSlow } from './state/useSlow';
import { useView } from './state/useView';

const nobody = new Map<string, never>();

/** App is the page: the sentence on top, sources, graph and changes side by side, the days below. */
export function App() {
  const [looking, go] = useLooking();
  const view = useView(looking, go);
  const canvas = useRef<GraphCanvas | null>(null);
  const datasets = useDatasets();
  const { history, days, told, current } = view;

  const said = {
    looking,
    on: days.on,
    against: days.against,
    counts: current ? (view.seen?.counts ?? null) : null,
    hidden: current ? (view.seen?.keptBack ?? 0) : 0,
    actors: history?.actors ?? nobody,
  };
  const plain = plainSentence(said);
  const spoken = useSlow(plain, 600);
  const title = history ? `Realign: ${readable(days.settled.on)}` : 'Realign';
  useEffect(() => {
    document.title = title;
  }, [title]);

  // A link that was handed out fixes an instant, which may still be the newest.
  const past = looking.clock === 'PUBLISHED' || (looking.known !== null && looking.known !== view.newest);
  const evidence = looking.ties.length > 0 || looking.pick !== null;
  const tags = ['explorer', past && 'explorer-past', looking.embed && 'explorer-embed'].filter(Boolean).join(' ');
  return (
    <div className={tags}>
      <Header looking={looking} change={days.change} on={days.on} against={days.against} knownAt={history?.knownAt ?? null} told={current && told.current ? told.value : null} canvas={canvas} sentence={plain} drawn={view.seen?.counts.ties ?? 0} />
      <main>
        <h1 className="unseen">Who stands with whom</h1>
        <Sentence {...said} lastAttested={view.last} datasets={datasets} change={days.change} />
        <p className="unseen" role="status" aria-live="polite">
          {view.seen ? spoken : 'Loading.'}
        </p>
        {past && <KnownBanner looking={looking} change={days.change} />}
        <Notices notices={current && told.current ? told.value?.graph.notices : undefined} />
        <Around looking={looking} actors={said.actors} unknown={view.unknown} change={days.change} />
        <div className="columns">
          {!looking.embed && (
            <aside className="left" aria-label="Sources">
              {history && <Sources looking={looking} on={days.settled.on} change={days.change} />}
            </aside>
          )}
          <Middle looking={looking} view={view} canvas={canvas} label={plain} />
          {(!looking.embed || evidence) && <Side looking={looking} view={view} />}
        </div>
      </main>
      <Foot looking={looking} view={view} />
    </div>
  );
}
