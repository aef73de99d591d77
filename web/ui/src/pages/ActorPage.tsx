import { calledOf } from '../model/words';
import { ActorFacts } from './ActorFacts';
import { ActorTies } from './ActorTies';
import { isUnknown } from './asked';
import { nobody } from './chosen';
import { useFacts } from './facts';
import type { PageProps } from './page';
import { Waiting } from './Waiting';

/** ActorPage is who an actor is, and with whom it stood since when. */
export function ActorPage(props: PageProps) {
  const { looking, history, change } = props;
  const actor = looking.page[0]!;
  const facts = useFacts(looking, actor);
  const actors = history?.actors ?? nobody;
  const known = facts.current ? facts.value : null;
  // An address may name an actor by a former id, which only the API resolves.
  const id = known?.id ?? actor;
  const who = known ?? actors.get(id);
  return (
    <article className="page" aria-labelledby="page-heading">
      <header className="page-header">
        <h2 id="page-heading" dir="auto">
          {who?.name ?? calledOf(undefined, id)}
        </h2>
        <p className="page-actions">
          <button type="button" onClick={() => change({ page: [], actors: [id], hops: 1, table: false })}>
            In the graph
          </button>
          <button type="button" onClick={() => change({ page: [] })}>
            Close
          </button>
        </p>
      </header>
      <Waiting asked={facts} what="who it is">
        {(f) => <ActorFacts facts={f} looking={looking} change={change} />}
      </Waiting>
      {!isUnknown(facts.error) && <ActorTies {...props} id={id} sure={known !== null || actors.has(id)} name={calledOf(who, id)} />}
    </article>
  );
}
