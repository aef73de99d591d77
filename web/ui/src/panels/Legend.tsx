import { allKinds, type Looking } from '../model/address';
import type { CampSeen } from '../model/camps';
import type { Kind } from '../model/spell';
import { many } from '../model/words';
import type { Change } from '../state/useLooking';

const words: Record<Kind, string> = { ALLEGIANCE: 'allegiance', HOSTILITY: 'hostility', MEDIATION: 'mediation' };
const order: readonly Kind[] = ['ALLEGIANCE', 'HOSTILITY', 'MEDIATION'];

interface Props {
  looking: Looking;
  change: Change;
  comparing: boolean;
  camps: readonly CampSeen[];
  /** Camps of two or more that no colour was left for. */
  uncoloured: number;
}

/** Legend says what the lines mean; the kinds in it are also switches. */
export function Legend({ looking: l, change, comparing, camps, uncoloured }: Props) {
  const flip = (kind: Kind) => {
    const kinds = l.kinds.includes(kind) ? l.kinds.filter((k) => k !== kind) : allKinds.filter((k) => k === kind || l.kinds.includes(k));
    change({ kinds });
  };
  return (
    <div className="legend">
      <fieldset>
        <legend className="unseen">Kinds of ties</legend>
        {order.map((kind) => (
          <label key={kind}>
            <input type="checkbox" checked={l.kinds.includes(kind)} onChange={() => flip(kind)} />
            <Sample kind={kind} /> {words[kind]}
          </label>
        ))}
        <label>
          <input type="checkbox" checked={l.alleged} onChange={(e) => change({ alleged: e.target.checked })} />
          <Sample kind="ALLEGIANCE" style="dotted" /> only alleged
        </label>
        <label>
          <input type="checkbox" checked={l.nominal} onChange={(e) => change({ nominal: e.target.checked })} /> words without deeds
        </label>
      </fieldset>
      <ul className="legend-styles">
        <li><Sample kind="ALLEGIANCE" /> certain</li>
        <li><Sample kind="ALLEGIANCE" style="dashed" /> possible</li>
        <li><Sample kind="ALLEGIANCE" style="faint" /> assumed</li>
        <li><Sample kind="ALLEGIANCE" style="contested" /> contested</li>
        {comparing && <li><Sample kind="ALLEGIANCE" style="came" /> began since</li>}
        {comparing && <li><Sample kind="ALLEGIANCE" style="gone" /> ended since</li>}
        {comparing && <li><span className="ring ring-moved" /> certainly changed sides</li>}
        <li><span className="ring ring-unnamed" /> unnamed: one source’s</li>
      </ul>
      {camps.length > 0 && (
        <ul className="legend-camps" aria-label="Camps">
          {camps.map((c) => (
            <li key={c.label}>
              <span className="camp-ring" style={{ borderColor: `var(--camp-${c.colour + 1})` }} /> with <span dir="auto">{c.label}</span> ({c.members.length})
            </li>
          ))}
          {uncoloured > 0 && <li>{many(uncoloured, 'more camp')} without a ring</li>}
        </ul>
      )}
    </div>
  );
}

/** Sample is a line as the graph draws it. */
function Sample({ kind, style }: { kind: Kind; style?: 'dashed' | 'dotted' | 'faint' | 'contested' | 'came' | 'gone' }) {
  if (kind === 'MEDIATION') {
    return (
      <svg className="sample sample-mediation" width="34" height="12" aria-hidden="true">
        <line x1="0" x2="34" y1="6" y2="6" />
        <path d="M17 1 22 6 17 11 12 6Z" />
      </svg>
    );
  }
  return (
    <svg className={`sample sample-${kind.toLowerCase()} ${style ? `sample-${style}` : ''}`} width="34" height="12" aria-hidden="true">
      {style === 'came' && <line className="sample-halo" x1="0" x2="34" y1="6" y2="6" />}
      <line className="sample-line" x1="0" x2="34" y1="6" y2="6" />
      {kind === 'HOSTILITY' && [6, 14, 22, 30].map((x) => <line key={x} x1={x} x2={x} y1="2" y2="10" />)}
      {style === 'contested' && <circle cx="17" cy="6" r="4" />}
      {style === 'gone' && <path d="M13 2 21 10M21 2 13 10" />}
    </svg>
  );
}
