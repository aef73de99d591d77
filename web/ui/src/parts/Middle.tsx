import type { RefObject } from 'react';
import type { GraphCanvas } from '../graph/canvas';
import { GraphView } from '../graph/GraphView';
import type { Looking } from '../model/address';
import { ActorPage } from '../pages/ActorPage';
import { PairPage } from '../pages/PairPage';
import { Legend } from '../panels/Legend';
import { Trouble } from '../panels/State';
import { TieTable } from '../panels/TieTable';
import type { View } from '../state/useView';

interface Props {
  looking: Looking;
  view: View;
  canvas: RefObject<GraphCanvas | null>;
  /** What is seen, in words. */
  label: string;
}

/** Middle is the graph or the table, or the page of an actor or a pair. */
export function Middle({ looking, view, canvas, label }: Props) {
  const { current, opened } = view;
  // After an error nothing older stands in for what was asked.
  const history = opened.error ? null : view.history;
  return (
    <div className={!current && history ? 'middle stale' : 'middle'} aria-busy={!current}>
      <Trouble asked={opened} what="The ties" />
      {!history && !opened.error && <p className="loading">Loading all ties…</p>}
      {history?.spells.length === 0 && <p className="loading">Nothing is known here: no source says anything in this view. That is silence, not peace.</p>}
      {!opened.error && (looking.page.length > 0 ? <Page looking={looking} view={view} /> : <Ties looking={looking} view={view} canvas={canvas} label={label} />)}
    </div>
  );
}

function Page({ looking, view }: Pick<Props, 'looking' | 'view'>) {
  const { history, days } = view;
  if (!history || !view.seen) return null;
  const props = {
    looking,
    on: days.settled.on,
    against: days.settled.against,
    history,
    change: days.change,
    openTies: view.openTies,
  };
  return looking.page.length === 2 ? <PairPage {...props} /> : <ActorPage {...props} />;
}

function Ties({ looking, view, canvas, label }: Props) {
  const { history, seen, days } = view;
  return (
    <>
      {looking.table && history && seen ? (
        <TieTable looking={looking} on={days.on} history={history} looks={seen.looks} change={days.change} />
      ) : (
        <GraphView
          history={history}
          positions={view.placed.positions}
          unplaced={view.placed.failed}
          looks={seen?.looks ?? null}
          camps={view.rings}
          moved={view.moved}
          selected={view.selected}
          label={label}
          canvasRef={canvas}
          camera={looking.camera}
          on={days.on}
          onTie={(id) => view.openTies([id])}
          onActor={(id) => days.change({ pick: id, ties: [] })}
          onNothing={() => days.change({ pick: null, ties: [] })}
        />
      )}
      <Legend looking={looking} change={days.change} comparing={days.against !== null} camps={view.camps} uncoloured={view.uncoloured} />
    </>
  );
}
