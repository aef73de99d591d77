// Moves actors off the lines of others: who lies on a line between two seems to be
// a part of it, and its own lines cannot be told from theirs.
import type { Place, Pull } from './forces';

const PASSES = 150;
const CLEARANCE = 40;

/** stepAside changes the places. Every actor is held against every line, so it is for components of some hundreds. */
export function stepAside(places: readonly Place[], pulls: readonly Pull[], after: () => void): void {
  for (let pass = 0; pass < PASSES; pass++) {
    let moved = false;
    for (const { a, b } of pulls) {
      for (let k = 0; k < places.length; k++) {
        if (k !== a && k !== b && off(places[k]!, places[a]!, places[b]!)) moved = true;
      }
    }
    after();
    if (!moved) return;
  }
}

/** off moves one half of the way out of the strip along a line, if it is in it. */
function off(p: Place, from: Place, to: Place): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length < 2 * CLEARANCE) return false;
  const along = ((p.x - from.x) * dx + (p.y - from.y) * dy) / length;
  // At the ends there is the disc, which the boxes keep clear of.
  if (along < CLEARANCE / 2 || along > length - CLEARANCE / 2) return false;
  const across = ((p.y - from.y) * dx - (p.x - from.x) * dy) / length;
  if (Math.abs(across) >= CLEARANCE) return false;
  const step = ((across < 0 ? -1 : 1) * (CLEARANCE - Math.abs(across))) / 2 + (across < 0 ? -1 : 1);
  p.x -= (dy / length) * step;
  p.y += (dx / length) * step;
  return true;
}
