// The force layout of one component: who often stands together lies together.
// The same actors and ties give the same places, on every machine and in any order.
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';

/** Ends by their place in the list of actors; the weight pulls them together. */
export interface Pull {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

export interface Place {
  x: number;
  y: number;
}

/** settle places so many actors, which ties hold together, and turns the whole so that it is wider than high. */
export function settle(count: number, pulls: readonly Pull[]): Place[] {
  if (count === 1) return [{ x: 0, y: 0 }];
  if (count === 2) return [{ x: -1, y: 0 }, { x: 1, y: 0 }];
  const graph = new Graph({ type: 'undirected' });
  for (let i = 0; i < count; i++) graph.addNode(i, sunflower(i));
  for (const p of pulls) graph.addEdge(p.a, p.b, { weight: p.weight });
  forceAtlas2.assign(graph, {
    iterations: iterations(count + pulls.length),
    getEdgeWeight: 'weight',
    settings: {
      linLogMode: true,
      outboundAttractionDistribution: false,
      gravity: 0.6,
      scalingRatio: 4,
      slowDown: 2,
      edgeWeightInfluence: 1,
      barnesHutOptimize: count > 300,
      barnesHutTheta: 0.8,
    },
  });
  const places: Place[] = [];
  graph.forEachNode((_, at) => places.push({ x: at.x as number, y: at.y as number }));
  return level(places);
}

/** Some seconds are enough for the largest; a small one is cheap and worth its time. */
const iterations = (size: number): number => Math.max(90, Math.min(800, Math.round(1_500_000 / size)));

/** Sunflower seeds: even, and without two at one place. */
function sunflower(i: number): Place {
  const angle = i * 2.399963;
  const radius = 10 * Math.sqrt(i + 0.5);
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

/** level turns the places about their middle until their longest axis lies flat: screens are wide, and so are names. */
function level(places: readonly Place[]): Place[] {
  const middle = { x: 0, y: 0 };
  for (const p of places) {
    middle.x += p.x / places.length;
    middle.y += p.y / places.length;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (const p of places) {
    const [dx, dy] = [p.x - middle.x, p.y - middle.y];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const angle = -0.5 * Math.atan2(2 * xy, xx - yy);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return places.map((p) => {
    const [dx, dy] = [p.x - middle.x, p.y - middle.y];
    return { x: c * dx - s * dy, y: s * dx + c * dy };
  });
}
