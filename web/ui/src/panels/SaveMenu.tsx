import { useState } from 'react';
import { base } from '../api/client';
import { write, type Looking } from '../model/address';
import type { Day } from '../model/day';
import { dayQuestion, dayVariables, type DayTold } from '../state/useDay';
import { Choice } from './Choice';

interface Props {
  looking: Looking;
  on: Day;
  against: Day | null;
  knownAt: string | null;
  told: DayTold | null;
  png: (() => Promise<Blob>) | null;
  svg: (() => string) | null;
}

/** SaveMenu hands out what is seen: as an address that stays, a picture, a file, a question. */
export function SaveMenu(p: Props) {
  const [said, setSaid] = useState('');
  const fixed = permalink(p);
  const copy = async (text: string, what: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(`${what} copied.`);
    } catch {
      setSaid(text);
    }
  };
  const picture = async (name: string, make: () => Promise<Blob>) => {
    try {
      hand(await make(), name);
      setSaid(`${name} saved.`);
    } catch (error) {
      setSaid(`The picture could not be made: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const { png, svg, told } = p;
  return (
    <Choice words="Save and share" label="Save and share" className="save">
      {() => (
        <>
          <button type="button" onClick={() => copy(fixed, 'The address')}>
            Copy a link that stays
          </button>
          <p className="soft">It fixes the days and what was known: it shows the same whatever is loaded later.</p>
          <button type="button" onClick={() => copy(`<iframe src="${fixed}${fixed.includes('?') ? '&' : '?'}embed=1" width="900" height="600" title="Realign"></iframe>`, 'The frame')}>
            Copy as a frame for a page
          </button>
          {told && (
            <button type="button" onClick={() => copy(told.graph.citation, 'The citation')}>
              Copy the citation
            </button>
          )}
          {png && (
            <button type="button" onClick={() => picture('realign.png', png)}>
              Picture (PNG)
            </button>
          )}
          {svg ? (
            <button type="button" onClick={() => picture('realign.svg', async () => new Blob([svg()], { type: 'image/svg+xml' }))}>
              Drawing (SVG)
            </button>
          ) : (
            <p className="soft">A drawing (SVG) is made of up to 2,000 ties.</p>
          )}
          {told && (
            <a href={new URL(told.graph.download.slice(1), base).href} download>
              The ties of the day (JSON Lines)
            </a>
          )}
          <a href={playground(p)} target="_blank" rel="noopener">
            The question behind it, in the playground
          </a>
          <p role="status" className="said">
            {said}
          </p>
        </>
      )}
    </Choice>
  );
}

/** permalink is the address with nothing left to the day on which it is opened. */
export function permalink({ looking, on, against, knownAt }: Pick<Props, 'looking' | 'on' | 'against' | 'knownAt'>): string {
  return base.href + write({ ...looking, on, against: against ?? 'none', known: looking.known ?? knownAt, embed: false });
}

/** playground is where GraphiQL opens with what the page asked. */
export function playground({ looking, on, against }: Pick<Props, 'looking' | 'on' | 'against'>): string {
  const fragment = new URLSearchParams({ query: dayQuestion, variables: JSON.stringify(dayVariables(looking, on, against), null, 2) });
  return new URL(`graphql#${fragment}`, base).href;
}

function hand(blob: Blob, name: string) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it over by the next turn.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
