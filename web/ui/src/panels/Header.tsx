import type { RefObject } from 'react';
import { base } from '../api/client';
import { pngOf } from '../export/png';
import { svgOf } from '../export/svg';
import type { GraphCanvas } from '../graph/canvas';
import { write, type Looking } from '../model/address';
import type { Day } from '../model/day';
import type { DayTold } from '../state/useDay';
import type { Change } from '../state/useLooking';
import { ActorSearch } from './ActorSearch';
import { cited, SaveMenu } from './SaveMenu';

interface Props {
  looking: Looking;
  change: Change;
  on: Day;
  against: Day | null;
  knownAt: string | null;
  told: DayTold | null;
  canvas: RefObject<GraphCanvas | null>;
  sentence: string;
  drawn: number;
}

/** The most ties that a drawing is made of. */
const mostDrawn = 2_000;

/** Header names the place, finds actors, and leads to the other ways to see the same. */
export function Header({ looking: l, change, canvas, sentence, drawn, ...p }: Props) {
  if (l.embed) {
    return (
      <header className="head">
        <a className="name" href={base.href + write({ ...l, embed: false })} target="_blank" rel="noopener">
          Realign
        </a>
      </header>
    );
  }
  const graph = l.page.length === 0 && !l.table;
  const texts = { sentence, citation: p.told ? [...p.told.graph.notices, cited(p.told)].join(' ') : '' };
  return (
    <header className="head">
      <a className="name" href={base.href}>
        Realign
      </a>
      <ActorSearch label="Find an actor" onFound={(a) => change({ pick: a.id, ties: [] })} />
      <span className="head-views" role="group" aria-label="Shown as">
        <button type="button" aria-pressed={graph} onClick={() => change({ page: [], table: false })}>
          Graph
        </button>
        <button type="button" aria-pressed={l.page.length === 0 && l.table} onClick={() => change({ page: [], table: true })}>
          Table
        </button>
      </span>
      <SaveMenu
        {...p}
        looking={l}
        png={graph && p.told ? () => pngOf(canvas.current!, texts) : null}
        camera={() => (graph ? (canvas.current?.camera ?? null) : null)}
        svg={graph && p.told && drawn <= mostDrawn ? () => svgOf(canvas.current!, texts) : null}
      />
      <a href={new URL('graphql', base).href}>Playground</a>
    </header>
  );
}
