import { useId, useState, type KeyboardEvent } from 'react';
import { ask } from '../api/client';
import { useAsked } from '../state/useAsked';
import { useSlow } from '../state/useSlow';

export interface Found {
  id: string;
  name: string;
  shortName: string | null;
  kind: string;
}

interface Edge {
  matched: { value: string; language: string | null } | null;
  node: Found;
}

const question = /* GraphQL */ `
  query FindActor($search: String!) {
    actors(search: $search, first: 12) {
      totalCount
      edges { matched { value language } node { id name shortName kind } }
    }
  }
`;

/** ActorSearch finds actors by any of their names, in any script. */
export function ActorSearch({ label, onFound }: { label: string; onFound: (actor: Found) => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const search = useSlow(text.trim(), 150);
  const found = useAsked(search === '' ? null : search, async (signal) => (await ask<{ actors: { totalCount: number; edges: Edge[] } }>(question, { search }, signal)).actors);
  const edges = search === '' ? [] : (found.value?.edges ?? []);
  const take = (e: Edge | undefined) => {
    if (!e) return;
    onFound(e.node);
    setText('');
    setOpen(false);
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      setOpen(true);
      setAt((n) => (n + (e.key === 'ArrowDown' ? 1 : edges.length - 1)) % Math.max(1, edges.length));
    } else if (e.key === 'Enter') {
      e.preventDefault();
      // What is found must be of what is written now.
      if (open && found.current && search === text.trim()) take(edges[at]);
    } else if (e.key === 'Escape' && open) {
      e.stopPropagation();
      setOpen(false);
    }
  };
  const showing = open && search !== '';
  return (
    <div className="search">
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <input
        id={id}
        type="search"
        role="combobox"
        autoComplete="off"
        placeholder={label}
        dir="auto"
        value={text}
        aria-expanded={showing}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={showing && edges[at] ? `${id}-${at}` : undefined}
        onChange={(e) => {
          setText(e.target.value);
          setOpen(true);
          setAt(0);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label="Actors found" className="search-list" hidden={!showing || edges.length === 0}>
        {edges.map((e, i) => (
          <li
            key={e.node.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            // Before the field loses its focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              take(e);
            }}
          >
            <span dir="auto">{e.node.name}</span>
            {e.matched && e.matched.value !== e.node.name && (
              <span className="search-matched" dir="auto" lang={e.matched.language ?? undefined}>
                {e.matched.value}
              </span>
            )}
          </li>
        ))}
      </ul>
      {showing && found.current && edges.length === 0 && <p className="search-none">Nobody here goes by that name.</p>}
      {showing && found.error && <p className="search-none" role="alert">{found.error.message}</p>}
    </div>
  );
}
