// The names beside the marks. Sigma chooses among the nodes that were visible when
// it last indexed them, so that who appears later would have no name; these are
// chosen at each frame among who is seen, the best connected first.
import { hex, type Colours } from './colours';

/** Where the marks are on the screen, by their number. Plain arrays of numbers: they are gone through at each frame. */
export interface Seen {
  /** In the layout's measure: pinned. */
  readonly atX: Float32Array;
  readonly atY: Float32Array;
  readonly radius: Float32Array;
  readonly hidden: Uint8Array;
  /** On the screen. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Hidden, or beside the screen. */
  readonly out: Uint8Array;
  /** The side that its name tries first. */
  readonly side: Uint8Array;
}

export interface Written {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly mark: number;
}

export const NAME_SIZE = 12;
const MOST = 260;
const CELL = 4;
const GAP = 3; // between a mark and its name

/** Sides of the mark that a name may stand at, the first that is free; then come below and above. */
const SIDES = 4;
export const RIGHT_SIDE = 0;
export const LEFT_SIDE = 1;

export class Names {
  // Measuring is slow, and the same names come again at each frame.
  #widths = new Float32Array();
  // Where a name stood last it stays if it can, so that it does not hop about.
  readonly #sides = new Map<number, number>();
  #cells = new Uint8Array();
  #across = 0;
  #width = 0;
  #height = 0;

  /** begin is told of other marks, so many. */
  begin(marks: number): void {
    this.#widths = new Float32Array(marks);
    this.forget();
  }

  /** forget lets every name choose its side anew: after a zoom the room is another. */
  forget(): void {
    this.#sides.clear();
  }

  /** place chooses who is named, and where. `order` is of the marks that have a name, the most important first. */
  place(context: CanvasRenderingContext2D, order: Iterable<number>, nameOf: (mark: number) => string, seen: Seen, width: number, height: number): Written[] {
    this.#clear(width, height);
    const { x, y, radius, out } = seen;
    for (let i = 0; i < out.length; i++) {
      if (out[i] !== 0) continue;
      // A little less than the mark, lest it share a cell with its own name and keep that away.
      const r = radius[i]! - (CELL - GAP + 1);
      this.#take(x[i]! - r, y[i]! - r, x[i]! + r, y[i]! + r);
    }
    const written: Written[] = [];
    for (const i of order) {
      if (out[i] !== 0) continue;
      if (written.length >= MOST) break;
      const name = nameOf(i);
      const long = (this.#widths[i] ||= Math.ceil(context.measureText(name).width));
      const last = this.#sides.get(i) ?? seen.side[i]!;
      for (let k = 0; k < SIDES; k++) {
        const side = (last + k) % SIDES;
        const left = leftOf(x[i]!, radius[i]!, side, long);
        const top = topOf(y[i]!, radius[i]!, side);
        if (!this.#isFree(left, top, left + long, top + NAME_SIZE + 2)) continue;
        this.#take(left, top, left + long, top + NAME_SIZE + 2);
        this.#sides.set(i, side);
        written.push({ name, x: left, y: top + NAME_SIZE - 1, mark: i });
        break;
      }
    }
    return written;
  }

  #clear(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.#across = Math.ceil(width / CELL) + 1;
    const size = this.#across * (Math.ceil(height / CELL) + 1);
    if (this.#cells.length < size) this.#cells = new Uint8Array(size);
    else this.#cells.fill(0);
  }

  #isFree(left: number, top: number, right: number, bottom: number): boolean {
    if (left < 0 || top < 0 || right > this.#width || bottom > this.#height) return false;
    for (let y = Math.floor(top / CELL); y <= bottom / CELL; y++) {
      for (let x = Math.floor(left / CELL); x <= right / CELL; x++) {
        if (this.#cells[y * this.#across + x] !== 0) return false;
      }
    }
    return true;
  }

  #take(left: number, top: number, right: number, bottom: number): void {
    if (right < 0 || bottom < 0 || left > this.#width || top > this.#height) return;
    const lastRow = Math.min(bottom, this.#height) / CELL;
    const lastColumn = Math.min(right, this.#width) / CELL;
    for (let y = Math.max(0, Math.floor(top / CELL)); y <= lastRow; y++) {
      for (let x = Math.max(0, Math.floor(left / CELL)); x <= lastColumn; x++) this.#cells[y * this.#across + x] = 1;
    }
  }
}

function leftOf(x: number, radius: number, side: number, long: number): number {
  return side === 0 ? x + radius + GAP : side === 1 ? x - radius - GAP - long : x - long / 2;
}

function topOf(y: number, radius: number, side: number): number {
  return side < 2 ? y - NAME_SIZE / 2 - 1 : side === 2 ? y + radius + GAP - 1 : y - radius - GAP - NAME_SIZE - 1;
}

/** nameFont is set before names are measured or written. */
export const nameFont = (family: string): string => `500 ${NAME_SIZE}px ${family}`;

/** write draws the names with a rim of the ground's colour, lest lines run through the letters. */
export function write(context: CanvasRenderingContext2D, names: readonly Written[], isPale: (mark: number) => boolean, colours: Colours): void {
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = hex(colours.ground);
  context.textAlign = 'left';
  for (const n of names) {
    context.direction = directionOf(n.name);
    context.globalAlpha = isPale(n.mark) ? 0.7 : 1;
    context.fillStyle = hex(isPale(n.mark) ? colours.soft : colours.ink);
    context.strokeText(n.name, n.x, n.y);
    context.fillText(n.name, n.x, n.y);
  }
  context.globalAlpha = 1;
}

/** directionOf is what dir="auto" makes of the text: the way of its first letter that has one. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const letter = /\p{L}/u.exec(text);
  return letter && /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(letter[0]) ? 'rtl' : 'ltr';
}
