const kinds = ['allegiance', 'mediation', 'hostility'];

/** Patterns are the hatchings of what is possible and not certain, one of each kind's colour. */
export function Patterns({ prefix }: { prefix: string }) {
  return (
    <svg className="spells-patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {kinds.map((kind) => (
          <pattern key={kind} id={`${prefix}-${kind}`} className={`spell-${kind}`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path className="spell-hatch" d="M0 0V5" />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}
