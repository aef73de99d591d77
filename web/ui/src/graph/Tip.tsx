import type { Day } from '../model/day';
import type { History } from '../model/spell';
import { datesOf, sureOn, tieName } from '../model/words';

export interface Over {
  readonly what: { readonly tie: string } | { readonly actor: string };
  readonly x: number;
  readonly y: number;
}

/** Tip says what the pointer is over: a tie with its dates as written and how sure it is, or an actor's whole name. */
export function Tip({ over, history, on }: { over: Over; history: History; on: Day | undefined }) {
  const { what } = over;
  // Within the picture, and below the pointer where there is no room above.
  const style = { left: `clamp(10rem, ${over.x}px, calc(100% - 10rem))`, top: over.y };
  const className = over.y < 110 ? 'graph-tip graph-tip-below' : 'graph-tip';
  if ('actor' in what) {
    const actor = history.actors.get(what.actor);
    return (
      <div className={className} role="tooltip" style={style}>
        <bdi>{actor?.name ?? what.actor}</bdi>
        {actor?.unnamed && <span className="graph-tip-more">unnamed: one source’s, matched with nobody</span>}
      </div>
    );
  }
  const spell = history.spells.find((s) => s.id === what.tie);
  if (!spell) return null;
  return (
    <div className={className} role="tooltip" style={style}>
      <span dir="auto">{tieName(spell, history.actors)}</span>
      <span className="graph-tip-more">{datesOf(spell)}</span>
      {on !== undefined && <span className="graph-tip-more">{sureOn(spell, on)}</span>}
    </div>
  );
}
