import type { GraphCanvas } from './canvas';

const STEP = 1.5;

/** Tools are what the wheel and the fingers do, for the keyboard. */
export function Tools({ canvas }: { canvas: GraphCanvas }) {
  return (
    <div className="graph-tools" role="group" aria-label="View of the graph">
      <button type="button" aria-label="Zoom in" title="Zoom in" onClick={() => canvas.zoomBy(STEP)}>
        +
      </button>
      <button type="button" aria-label="Zoom out" title="Zoom out" onClick={() => canvas.zoomBy(1 / STEP)}>
        −
      </button>
      <button type="button" title="Show everyone" onClick={() => canvas.fit()}>
        Fit
      </button>
    </div>
  );
}
