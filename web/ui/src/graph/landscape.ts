// Turns a layout so that it is wide rather than high: screens are, and so are
// names.
import type { Place } from './forces';

/** How much wider than the forces left it; spreading takes up what this makes free. */
const STRETCH = 1.35;

/**
 * landscape turns the places about their middle until they reach farthest from
 * left to right, those with more weight counting more, and stretches them. Which
 * end is left follows from the weights, so that the same ties give the same picture.
 */
export function landscape(places: readonly Place[], weights: readonly number[]): void {
  const whole = weights.reduce((sum, w) => sum + w, 0);
  if (places.length < 3 || whole === 0) return;
  const middle = { x: 0, y: 0 };
  places.forEach((p, i) => {
    middle.x += (p.x * weights[i]!) / whole;
    middle.y += (p.y * weights[i]!) / whole;
  });
  let [xx, xy, yy] = [0, 0, 0];
  places.forEach((p, i) => {
    const [dx, dy] = [p.x - middle.x, p.y - middle.y];
    xx += weights[i]! * dx * dx;
    xy += weights[i]! * dx * dy;
    yy += weights[i]! * dy * dy;
  });
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const heaviest = weights.indexOf(Math.max(...weights));
  const side = (places[heaviest]!.x - middle.x) * cos + (places[heaviest]!.y - middle.y) * sin > 0 ? -1 : 1;
  for (const p of places) {
    const [dx, dy] = [p.x - middle.x, p.y - middle.y];
    p.x = side * STRETCH * (dx * cos + dy * sin);
    p.y = side * (dy * cos - dx * sin);
  }
}
