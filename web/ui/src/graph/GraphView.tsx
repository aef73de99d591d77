import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Camera } from '../model/address';
import type { Day } from '../model/day';
import type { History } from '../model/spell';
import { GraphCanvas } from './canvas';
import './graph.css';
import { Tip, type Over } from './Tip';
import type { Positions } from './layout';
import { tiesOf } from './layout';
import { limitsSaid, thin } from './limits';
import { Tools } from './Tools';

interface Props {
  history: History | null;
  positions: Positions | null;
  /** One look a spell of the history. */
  looks: Uint8Array | null;
  camps: ReadonlyMap<string, number>;
  moved: ReadonlySet<string>;
  selected: { readonly ties: readonly string[]; readonly actors: readonly string[] };
  /** What is seen, in words, for who does not see it. */
  label: string;
  /** The day, for what a tooltip says of a tie. */
  on?: Day;
  onTie: (id: string) => void;
  onActor: (id: string) => void;
  onNothing: () => void;
  canvasRef?: RefObject<GraphCanvas | null>;
  /** Where the camera is to stand at first; null: so that all is seen. */
  camera?: Camera | null;
  /** Why nobody knows where everyone lies, if it could not be worked out. */
  unplaced?: string | null;
}

/** GraphView draws the ties of a day. What it shows is also in the table, which needs no eyes and no pointer. */
export function GraphView(p: Props) {
  const { history, positions, camps, moved, selected } = p;
  const box = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<GraphCanvas | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [over, setOver] = useState<Over | null>(null);
  const stood = useRef<Camera | null>(null);
  // The handlers of the last rendering, without starting the drawing anew for them.
  const latest = useRef(p);
  useEffect(() => {
    latest.current = p;
  });

  const ties = useMemo(() => tiesOf(history?.spells ?? []), [history]);
  const thinned = useMemo(() => (history && p.looks ? thin(history.spells, p.looks, ties) : null), [history, p.looks, ties]);

  useEffect(() => {
    const made = new GraphCanvas(box.current!, {
      onTie: (id) => latest.current.onTie(id),
      onActor: (id) => latest.current.onActor(id),
      onNothing: () => latest.current.onNothing(),
      onHover: (what, x, y) => setOver(what && { what, x, y }),
    });
    const { canvasRef } = latest.current;
    if (canvasRef) canvasRef.current = made;
    setCanvas(made);
    return () => {
      made.kill();
      if (canvasRef?.current === made) canvasRef.current = null;
      setCanvas(null);
    };
  }, []);

  useEffect(() => {
    if (!canvas) return;
    const theme = matchMedia('(prefers-color-scheme: dark)');
    const set = () => canvas.setTheme(theme.matches);
    set();
    theme.addEventListener('change', set);
    return () => theme.removeEventListener('change', set);
  }, [canvas]);

  useEffect(() => {
    if (!canvas || !history || !positions) return;
    setOver(null);
    try {
      canvas.setHistory(history, positions);
      setFailed(null);
    } catch (error) {
      setFailed(hasWebGL() ? String(error) : 'it has no WebGL');
    }
  }, [canvas, history, positions]);

  useEffect(() => canvas?.setCamps(camps), [canvas, camps]);
  useEffect(() => canvas?.setMoved(moved), [canvas, moved]);
  useEffect(() => canvas?.setSelected(selected), [canvas, selected]);
  // Last, so that the one frame that it draws holds all of the above.
  useEffect(() => {
    if (!thinned || !canvas || !positions) return;
    canvas.show(thinned.looks);
    if (p.camera && p.camera !== stood.current) canvas.look(p.camera);
    stood.current = p.camera ?? null;
    // What was drawn, and what it cost, as it can be read off the page.
    const { dataset } = box.current!;
    dataset.drawn = String(canvas.drawn);
    dataset.step = JSON.stringify(canvas.lastStep);
  }, [canvas, history, positions, thinned, p.camera]);

  const said = thinned && limitsSaid(thinned, ties.size);
  return (
    <div className="graph">
      <div className="graph-drawing" ref={box} role="img" aria-label={p.label} data-moved={[...moved].join(' ')} />
      {canvas && !failed && <Tools canvas={canvas} />}
      {history && !positions && <p className="graph-said">{p.unplaced ? `Where everyone lies could not be worked out: ${p.unplaced}. The table has the same ties.` : 'Working out where everyone lies…'}</p>}
      {failed && <p className="graph-said">This browser cannot draw the graph: {failed}. The table has the same ties.</p>}
      {said && !failed && <p className="graph-said">{said}</p>}
      {over && history && <Tip over={over} history={history} on={p.on} />}
    </div>
  );
}

function hasWebGL(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}
