import { credibilityWords, datesOf, reliabilityWords } from '../model/words';
import type { ClaimTold } from './evidence';

const voices = {
  OWN: 'in the source’s own voice',
  ATTRIBUTED: 'reported as another’s word',
  HEDGED: 'hedged: “reportedly”',
};

/** Claim is one source's word, with all that it takes to judge it. */
export function Claim({ claim: c, outside }: { claim: ClaimTold; outside: boolean }) {
  const s = c.source;
  return (
    <article className={`claim ${outside ? 'claim-outside' : ''}`} data-claim={c.id}>
      {outside && <p className="claim-state">{c.retractedAt ? `Retracted ${instant(c.retractedAt)}` : 'Left out of this view, or not known in it: counts for nothing here'}</p>}
      {c.quote ? (
        <blockquote dir="auto" lang={s.language ?? undefined}>
          {c.quote}
        </blockquote>
      ) : (
        <p className="soft">No words quoted.</p>
      )}
      <p className="claim-who">
        {c.claimant && (
          <>
            Whose word: <strong dir="auto">{c.claimant.name}</strong>
            <br />
          </>
        )}
        <cite dir="auto">{s.title}</cite>
        {[s.publisher, s.author, s.publishedOn && `published ${s.publishedOn}`, !s.publishedOn && s.speaksOf && `speaks of ${s.speaksOf}`, c.locator].filter(Boolean).map((w) => `, ${w}`)}
      </p>
      {s.republishes && (
        <p className="soft">
          A copy of <cite dir="auto">{s.republishes.title}</cite>: it corroborates nothing.
        </p>
      )}
      <dl>
        <div>
          <dt>Voice</dt>
          <dd>{voices[c.voice]}</dd>
        </div>
        <div>
          <dt>Date as written</dt>
          <dd>{datesOf({ ...c.period, held: c.held })}</dd>
        </div>
        {c.outcome && (
          <div>
            <dt>Outcome</dt>
            <dd>{c.outcome.toLowerCase()}</dd>
          </div>
        )}
        <div>
          <dt>Grade</dt>
          <dd>{grade(c)}</dd>
        </div>
        <div>
          <dt>Recorded</dt>
          <dd>{instant(c.recordedAt)}</dd>
        </div>
        {c.marking !== 'CLEAR' && (
          <div>
            <dt>Marking</dt>
            <dd>TLP:{c.marking.replace('_', '+')}</dd>
          </div>
        )}
      </dl>
      {c.note && <p className="claim-note" dir="auto">{c.note}</p>}
      {s.url && /^https?:\/\//i.test(s.url) && (
        <p>
          <a href={s.url} rel="noreferrer noopener" target="_blank">
            Open the source <span className="unseen">(leaves Realign)</span>↗
          </a>
        </p>
      )}
    </article>
  );
}

function grade(c: ClaimTold): string {
  if (!c.reliability && !c.credibility) return 'not graded';
  const r = c.reliability ? `${c.reliability}: ${reliabilityWords[c.reliability] ?? ''}` : 'reliability not graded';
  const k = c.credibility ? `${c.credibility}: ${credibilityWords[c.credibility] ?? ''}` : 'credibility not graded';
  return `${r}; ${k}`;
}

const instant = (text: string): string => text.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
