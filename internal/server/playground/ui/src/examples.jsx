// The "Examples" panel of the sidebar.
import { useEditorContext, useExecutionContext } from '@graphiql/react';
import { Kind, parse } from 'graphql';
import { useId } from 'react';
import { flushSync } from 'react-dom';

export const EXAMPLES = 'Examples';

/** examplesPlugin returns the GraphiQL plugin that lists the examples. */
export function examplesPlugin(examples) {
  return {
    title: EXAMPLES,
    icon: ExamplesIcon,
    content: () => <ExamplesPanel examples={examples} />,
  };
}

function ExamplesPanel({ examples }) {
  const editor = useEditorContext({ nonNull: true });
  const execution = useExecutionContext({ nonNull: true });
  const heading = useId();
  const active = editor.tabs[editor.activeTabIndex];

  const open = example => openQuestion(editor, execution, example);

  return (
    <section className="examples" aria-labelledby={heading}>
      <h2 id={heading} className="examples-heading">
        {EXAMPLES}
      </h2>
      {/* The role is what Safari drops from a list without bullets. */}
      <ul className="examples-list" role="list">
        {examples.map(example => (
          <ExampleItem
            key={example.name}
            example={example}
            current={shows(active, example)}
            open={open}
          />
        ))}
      </ul>
    </section>
  );
}

/**
 * openQuestion shows a question and its variables in the editors: in the tab
 * that has it already, else in a new one. A response, if it comes with one, is
 * shown as if it were its answer.
 */
export function openQuestion(editor, execution, question) {
  // An answer still under way would land in the pane of the wrong tab.
  execution.stop();
  const facts = operationFacts(question.query);
  const index = editor.tabs.findIndex(tab => shows(tab, question));
  if (index >= 0) {
    // Open and unchanged: go there, so that clicking around the list does
    // not pile up copies.
    if (index !== editor.activeTabIndex) {
      flushSync(() => editor.changeTab(index));
      Object.assign(editor.queryEditor, facts);
    }
    if (question.response) {
      editor.responseEditor.setValue(question.response);
      editor.updateActiveTabValues({ response: question.response });
    }
    return;
  }
  // GraphiQL adds empty tabs only. The new tab has to be the active one
  // before the editors are filled, or the text would be saved to the old.
  flushSync(() => editor.addTab());
  editor.queryEditor.setValue(question.query);
  editor.variableEditor.setValue(question.variables);
  Object.assign(editor.queryEditor, facts);
  editor.updateActiveTabValues({
    query: question.query,
    variables: question.variables,
    operationName: facts.operationName,
    response: question.response ?? null,
  });
  if (question.response) {
    editor.responseEditor.setValue(question.response);
  }
}

function ExampleItem({ example, current, open }) {
  const description = useId();
  return (
    <li>
      <button
        type="button"
        className="examples-item"
        data-example={example.name}
        aria-label={`Open example: ${example.title}`}
        aria-describedby={example.description ? description : undefined}
        aria-current={current ? 'true' : undefined}
        onClick={() => open(example)}
      >
        <span className="examples-title">{example.title}</span>
        {example.description && (
          <span className="examples-description" id={description}>
            {example.description}
          </span>
        )}
      </button>
    </li>
  );
}

/**
 * operationFacts returns what GraphiQL keeps on the query editor about its text.
 * It finds out by itself a moment after the text was set; until then a run would
 * send the new query with the name of the operation before.
 */
function operationFacts(query) {
  let documentAST = null;
  try {
    documentAST = parse(query);
  } catch {
    // An example with a slip: the editor marks it, and the server explains.
  }
  const operations =
    documentAST?.definitions.filter(
      definition => definition.kind === Kind.OPERATION_DEFINITION,
    ) ?? null;
  const operationName = operations?.[0]?.name?.value ?? null;
  return { documentAST, operations, operationName };
}

function shows(tab, example) {
  return (
    (tab?.query ?? '') === example.query &&
    (tab?.variables ?? '') === example.variables
  );
}

function ExamplesIcon(props) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...props}
    >
      <path d="M9 6h11M9 12h11M9 18h11" />
      <path d="m3.5 4.5 2.5 1.5-2.5 1.5zM3.5 10.5 6 12l-2.5 1.5zM3.5 16.5 6 18l-2.5 1.5z" />
    </svg>
  );
}
