import type { ReactNode } from 'react';
import { datesOf } from '../model/words';
import type { Named } from './asked';
import type { AffiliationSaid, Facts, SuccessionSaid } from './facts';
import { Go, type Going } from './Go';
import { inWords } from './wording';

/** ActorFacts is who an actor is: names, lifetime, what others call it, to whom it belongs. */
export function ActorFacts({ facts, looking, change }: Going & { facts: Facts }) {
  const going = { looking, change };
  return (
    <>
      {facts.description && (
        <p className="page-description" dir="auto">
          {facts.description}
        </p>
      )}
      <dl className="page-facts">
        <Fact term="Kind">
          {inWords(facts.kind)}
          {facts.unnamed && ', unnamed: as one source speaks of them, and matched with nobody else'}
        </Fact>
        <Fact term="Existed">
          <span dir="ltr">{datesOf(facts.period)}</span>
        </Fact>
        <Fact term="Names">
          <Names facts={facts} />
        </Fact>
        {facts.identifiers.length > 0 && (
          <Fact term="Identifiers">{facts.identifiers.map((i) => `${i.scheme}: ${i.value}`).join(', ')}</Fact>
        )}
        <Affiliations term="Belongs to" of={facts.partOf} who={(a) => a.whole} {...going} />
        <Affiliations term="Those in it" of={facts.members} who={(a) => a.actor} {...going} />
        <Successions term="Came out of" of={facts.predecessors} who={(s) => s.predecessor} {...going} />
        <Successions term="Became" of={facts.successors} who={(s) => s.successor} {...going} />
      </dl>
    </>
  );
}

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

function Names({ facts }: { facts: Facts }) {
  return (
    <ul>
      {facts.names.map((n) => {
        const more = [n.language, (n.period.start || n.period.end) && datesOf(n.period)].filter(Boolean).join(', ');
        return (
          <li key={`${n.value} ${n.language ?? ''}`}>
            <bdi lang={n.language ?? undefined} dir="auto">
              {n.value}
            </bdi>
            {more && <span className="page-soft"> ({more})</span>}
          </li>
        );
      })}
    </ul>
  );
}

interface ListProps<T> extends Going {
  readonly term: string;
  readonly of: readonly T[];
  readonly who: (said: T) => Named;
}

function Affiliations({ term, of, who, looking, change }: ListProps<AffiliationSaid>) {
  if (of.length === 0) return null;
  return (
    <Fact term={term}>
      <ul>
        {of.map((a, i) => (
          <li key={i} title={a.quote ?? undefined}>
            {term === 'Belongs to' && a.role && `${a.role} `}
            <Go looking={looking} change={change} to={{ page: [who(a).id] }}>
              {who(a).name}
            </Go>
            <span className="page-soft" dir="ltr">
              {[term === 'Belongs to' ? null : a.role, datesOf(a.period), a.source && `source: ${a.source.title}`]
                .filter(Boolean)
                .map((s) => ` · ${s}`)}
            </span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Successions({ term, of, who, looking, change }: ListProps<SuccessionSaid>) {
  if (of.length === 0) return null;
  return (
    <Fact term={term}>
      <ul>
        {of.map((s, i) => (
          <li key={i}>
            <Go looking={looking} change={change} to={{ page: [who(s).id] }}>
              {who(s).name}
            </Go>
            <span className="page-soft" dir="ltr">
              {[s.form, s.on ?? 'no date given', s.source && `source: ${s.source.title}`].filter(Boolean).map((t) => ` · ${t}`)}
            </span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}
