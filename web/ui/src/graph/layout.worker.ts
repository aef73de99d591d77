// Works out the places off the page's own thread, so that the page stays quick meanwhile.
import { arrange, type Arrangement } from './arrange';

export interface Arranged {
  readonly ids: readonly string[];
  /** x and y by turns, in the order of the ids. */
  readonly places: Float32Array;
}

self.onmessage = ({ data }: MessageEvent<Arrangement>) => {
  const placed = arrange(data);
  const places = new Float32Array(placed.size * 2);
  let at = 0;
  for (const p of placed.values()) {
    places[at++] = p.x;
    places[at++] = p.y;
  }
  const arranged: Arranged = { ids: [...placed.keys()], places };
  self.postMessage(arranged, { transfer: [places.buffer] });
};
