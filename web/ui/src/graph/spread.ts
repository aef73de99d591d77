// Moves what overlaps apart, as little as it can: each actor is a box that has
// room for its name. The boxes are in the layout's own measure, which is a pixel
// of the screen when the whole fits.
import type { Place } from './forces';

export interface Box {
  readonly width: number;
  readonly height: number;
}

const PASSES = 120;

/** spread changes the places. What comes earlier in the list moves less: it is given the greater mass. */
export function spread(places: readonly Place[], boxes: readonly Box[]): void {
  const cell = Math.max(...boxes.map((b) => Math.max(b.width, b.height)), 1);
  for (let pass = 0; pass < PASSES; pass++) {
    if (!push(places, boxes, cell)) return;
  }
}

function push(places: readonly Place[], boxes: readonly Box[], cell: number): boolean {
  let moved = false;
  const cells = new Map<number, number[]>();
  const key = (cx: number, cy: number) => cx * 1_000_003 + cy;
  for (let i = 0; i < places.length; i++) {
    const p = places[i]!;
    const [cx, cy] = [Math.floor(p.x / cell), Math.floor(p.y / cell)];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const j of cells.get(key(cx + dx, cy + dy)) ?? []) {
          if (part(places[j]!, p, boxes[j]!, boxes[i]!)) moved = true;
        }
      }
    }
    const here = cells.get(key(cx, cy));
    if (here) here.push(i);
    else cells.set(key(cx, cy), [i]);
  }
  return moved;
}

/** part pushes two boxes apart along the axis on which they overlap least. */
function part(a: Place, b: Place, boxA: Box, boxB: Box): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const overlapX = (boxA.width + boxB.width) / 2 - Math.abs(dx);
  const overlapY = (boxA.height + boxB.height) / 2 - Math.abs(dy);
  if (overlapX <= 0.5 || overlapY <= 0.5) return false;
  if (overlapX < overlapY * 1.5) {
    const step = ((dx < 0 ? -1 : 1) * overlapX) / 2;
    a.x -= step;
    b.x += step;
  } else {
    const step = ((dy < 0 ? -1 : 1) * overlapY) / 2;
    a.y -= step;
    b.y += step;
  }
  return true;
}
