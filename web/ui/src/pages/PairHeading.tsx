import { Go, type Going } from './Go';

interface Props extends Going {
  readonly ids: readonly [string, string];
  readonly names: readonly [string, string];
}

/** PairHeading names the two, each with a link to its own page. */
export function PairHeading({ looking, change, ids: [one, other], names }: Props) {
  return (
    <header className="page-header">
      <h2 id="page-heading">
        <Go looking={looking} change={change} to={{ page: [one] }}>
          {names[0]}
        </Go>{' '}
        and{' '}
        <Go looking={looking} change={change} to={{ page: [other] }}>
          {names[1]}
        </Go>
      </h2>
      <p className="page-actions">
        <button type="button" onClick={() => change({ page: [other, one] })}>
          Swap
        </button>
        <button type="button" onClick={() => change({ page: [] })}>
          Close
        </button>
      </p>
    </header>
  );
}
