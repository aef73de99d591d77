// Where the camera stands, and where on the screen a place of the layout is.
import type Sigma from 'sigma';
import { MOVED, MOVED_BAND } from './encoding';
import { LEFT_SIDE, RIGHT_SIDE, type Seen } from './names';
import type { Mark, Scene } from './scene';

/** seenOf has room for every mark, and lets its name try the side first where fewer of its lines run. */
export function seenOf(scene: Scene | null): Seen {
  const count = scene?.marks.length ?? 0;
  const lean = new Float32Array(count);
  for (const { from, to } of scene?.lines ?? []) {
    const right = scene!.marks[to]!.at.x > scene!.marks[from]!.at.x ? 1 : -1;
    lean[from]! += right;
    lean[to]! -= right;
  }
  return {
    atX: Float32Array.from(scene?.marks ?? [], (m) => m.at.x),
    atY: Float32Array.from(scene?.marks ?? [], (m) => m.at.y),
    radius: new Float32Array(count),
    hidden: new Uint8Array(count).fill(1),
    x: new Float32Array(count),
    y: new Float32Array(count),
    out: new Uint8Array(count),
    side: Uint8Array.from(lean, (l) => (l > 0 ? LEFT_SIDE : RIGHT_SIDE)),
  };
}

/** noteMark takes over what was painted of a mark. */
export function noteMark({ at }: Mark, index: number, seen: Seen): void {
  seen.radius[index] = at.size + (at.bits & MOVED && at.type === 'actor' ? MOVED_BAND : 1);
  seen.hidden[index] = at.hidden ? 1 : 0;
}

/** locate works out where every mark is on the screen. It is called at each frame and allocates nothing. */
export function locate(seen: Seen, frame: Frame, width: number, height: number): void {
  const { atX, atY, hidden, x, y, out } = seen;
  for (let i = 0; i < out.length; i++) {
    const px = frame.left + atX[i]! * frame.scale;
    const py = frame.top + atY[i]! * frame.down;
    x[i] = px;
    y[i] = py;
    out[i] = hidden[i] !== 0 || px < 0 || py < 0 || px > width || py > height ? 1 : 0;
  }
}

/** An upright plane: x and y on the screen of each mark are `left + x * scale` and `top + y * down`. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly down: number;
}

/** frameOf is where the camera stands now. Nothing is turned: the camera cannot rotate. */
export function frameOf(sigma: Sigma): Frame {
  const origin = sigma.graphToViewport({ x: 0, y: 0 });
  const far = sigma.graphToViewport({ x: 100, y: 100 });
  return { left: origin.x, top: origin.y, scale: (far.x - origin.x) / 100, down: (far.y - origin.y) / 100 };
}

const MARGIN_ACROSS = 90; // room for the names at the sides
const MARGIN_UP = 36;
/** A layout's measure is a pixel; more than this brings nothing nearer that matters. */
const NEAREST = 1.7;

/** fit puts the camera so that everything shown is seen. */
export function fit(sigma: Sigma, scene: Scene): void {
  const b = shownBounds(scene);
  if (!b) return;
  const base = { cameraState: { x: 0.5, y: 0.5, angle: 0, ratio: 1 } };
  const { width, height } = sigma.getDimensions();
  const [p, q] = [sigma.graphToViewport({ x: b.left, y: b.top }, base), sigma.graphToViewport({ x: b.right, y: b.bottom }, base)];
  const unit = sigma.graphToViewport({ x: b.left + 1, y: b.top }, base).x - p.x;
  const across = Math.max(width - 2 * Math.min(MARGIN_ACROSS, width / 6), 1);
  const up = Math.max(height - 2 * Math.min(MARGIN_UP, height / 6), 1);
  const ratio = Math.max(Math.abs(q.x - p.x) / across, Math.abs(q.y - p.y) / up, unit / NEAREST);
  const middle = sigma.viewportToFramedGraph({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 }, base);
  sigma.getCamera().setState({ x: middle.x, y: middle.y, ratio, angle: 0 });
}

/** shareSeen is how many of those with a tie on the day were on the screen in the last frame, from 0 to 1. `standing` counts their ties. */
export function shareSeen({ out }: Seen, standing: Int32Array): number {
  let [on, all] = [0, 0];
  for (let i = 0; i < out.length; i++) {
    if (standing[i] === 0) continue;
    all++;
    if (out[i] === 0) on++;
  }
  return all === 0 ? 1 : on / all;
}

function shownBounds(scene: Scene): { left: number; right: number; top: number; bottom: number } | null {
  const b = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { at } of scene.marks) {
    if (at.hidden) continue;
    b.left = Math.min(b.left, at.x);
    b.right = Math.max(b.right, at.x);
    b.top = Math.min(b.top, at.y);
    b.bottom = Math.max(b.bottom, at.y);
  }
  return b.left === Infinity ? null : b;
}

/** bounds of every mark, shown or not: sigma measures everything against it, once for a history. */
export function wholeOf(scene: Scene): { x: [number, number]; y: [number, number] } {
  const x: [number, number] = [Infinity, -Infinity];
  const y: [number, number] = [Infinity, -Infinity];
  for (const { at } of scene.marks) {
    x[0] = Math.min(x[0], at.x);
    x[1] = Math.max(x[1], at.x);
    y[0] = Math.min(y[0], at.y);
    y[1] = Math.max(y[1], at.y);
  }
  return x[0] === Infinity ? { x: [0, 1], y: [0, 1] } : { x, y };
}
