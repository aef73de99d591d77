import { useState } from 'react';
import { base } from '../api/client';
import { viewArguments } from '../api/perspective';
import { NO_DAY, write, type Camera, type Looking } from '../model/address';
import type { Day } from '../model/day';
import { pastAsked } from '../pages/asked';
import { dayQuestion, dayVariables, type DayTold } from '../state/useDay';
import { Choice } from './Choice';
import { evidenceQuestion } from './evidence';

interface Props {
  looking: Looking;
  on: Day;
  against: Day | null;
  knownAt: string | null;
  told: DayTold | null;
  png: (() => Promise<Blob>) | null;
  svg: (() => string) | null;
  /** Where the camera has been moved to, if it has. */
  camera: () => Camera | null;
}

/** SaveMenu hands out what is seen: as an address that stays, a picture, a file, a question. */
export function SaveMenu(p: Props) {
  const [said, setSaid] = useState('');
  const link = (embed: boolean) => permalink(p, embed);
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
          {!told && <p className="soft">Wait until all is there.</p>}
          <button type="button" disabled={!told} onClick={() => copy(link(false), 'The address')}>
            Copy a link that stays
          </button>
          <p className="soft">
            {p.looking.clock === 'RECORDED'
              ? 'It fixes the days and what was known: it shows the same whatever is loaded later.'
              : 'It fixes the days. By the clock of publication, what came out in time and is loaded later will show in it.'}
          </p>
          <button type="button" disabled={!told} onClick={() => copy(`<iframe src="${link(true)}" width="900" height="600" title="Realign"></iframe>`, 'The frame')}>
            Copy as a frame for a page
          </button>
          {told && (
            <button type="button" onClick={() => copy(cited(told), 'The citation')}>
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
            <a href={new URL((told.graph.subgraph ?? told.graph).download.slice(1), base).href} download>
              The ties of the day (JSON Lines){p.looking.actors.length > 0 && `, all within ${p.looking.hops} of those looked at`}, also what is only alleged and words
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
function permalink({ looking, on, against, knownAt, camera }: Props, embed: boolean): string {
  return base.href + write({ ...looking, on, against: against ?? NO_DAY, known: looking.known ?? knownAt, camera: camera(), embed });
}

/** playground is where GraphiQL opens with what the page asked: of those whose page it is, of the ties whose evidence is open, else of the days. */
function playground({ looking, on, against }: Props): string {
  const evidence = looking.ties.length > 0 ? evidenceQuestion(looking.ties) : null;
  const past = looking.page.length > 0 ? pastAsked(looking, looking.page) : null;
  const asked = past ?? (evidence ? { query: evidence.query, variables: { ...viewArguments(looking), ...evidence.variables } } : { query: dayQuestion, variables: { ...dayVariables(looking, on, against), listed: true } });
  const fragment = new URLSearchParams({ query: asked.query, variables: JSON.stringify(asked.variables, null, 2) });
  return new URL(`graphql#${fragment}`, base).href;
}

/** cited is the citation of what is seen, with an address that leads there from anywhere. */
export function cited(told: DayTold): string {
  return (told.graph.subgraph ?? told.graph).citation.replace(/ \/view\//, ` ${base.href}view/`);
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
