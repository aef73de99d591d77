import type { Kind } from '../model/spell';

const paths: Record<Kind, string> = {
  ALLEGIANCE: 'M1 7H17',
  MEDIATION: 'M1 7H4M14 7H17M9 2l5 5l-5 5l-5 -5z',
  HOSTILITY: 'M1 7H17M5 3V11M9 3V11M13 3V11',
};

/** Sign is the line of a kind of tie, as the graph draws it. The kind is said in words beside it. */
export const Sign = ({ kind }: { kind: Kind }) => (
  <svg className={`spells-sign spell-${kind.toLowerCase()}`} width="18" height="14" aria-hidden="true" focusable="false">
    <path d={paths[kind]} />
  </svg>
);
