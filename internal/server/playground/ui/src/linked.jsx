// The question that the page's address asks for: a permalink leads here as
// #graph=TOKEN or #diff=TOKEN, and whoever has a question of their own as
// #query=DOCUMENT&variables=OBJECT, both escaped for an address.
import { useEditorContext, useExecutionContext } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { openQuestion } from './examples.jsx';

/**
 * linkedQuestion returns the question that a fragment names, or null. Of a
 * permalink the text is the server's, and the address brings no more than the
 * token. What else an address brings is shown, and run by nobody but the person.
 */
export function linkedQuestion(views, fragment) {
  const parameters = new URLSearchParams(fragment.slice(1));
  const query = parameters.get('query')?.replaceAll('\r\n', '\n');
  if (query?.trim()) {
    return { query, ...linkedVariables(parameters.get('variables') ?? '') };
  }
  for (const [name, token] of parameters) {
    if (Object.hasOwn(views, name) && token) {
      return {
        query: views[name],
        variables: JSON.stringify({ view: token }, null, 2),
      };
    }
  }
  return null;
}

/**
 * linkedVariables writes variables for the editor. Those that nobody can read
 * stand there as they came, with a word on it where the answer will be.
 */
function linkedVariables(text) {
  if (!text.trim()) {
    return { variables: '' };
  }
  try {
    const variables = JSON.parse(text);
    if (typeof variables === 'object' && variables && !Array.isArray(variables)) {
      return { variables: JSON.stringify(variables, null, 2) };
    }
  } catch {
    // Told below.
  }
  const problem =
    'The variables in the address are no JSON object. They stand in the editor as they came: mend them before you run the query.';
  return {
    variables: text.replaceAll('\r\n', '\n'),
    response: JSON.stringify({ errors: [{ message: problem }] }, null, 2),
  };
}

/**
 * OpenLinked opens the question beside whatever tabs there are, once the editors
 * have come. It is not run: that is the person's to decide.
 */
export function OpenLinked({ question }) {
  const editor = useEditorContext({ nonNull: true });
  const execution = useExecutionContext({ nonNull: true });
  const opened = useRef(false);
  const ready =
    editor.queryEditor && editor.variableEditor && editor.responseEditor;
  useEffect(() => {
    if (!ready || opened.current) {
      return;
    }
    opened.current = true;
    // After the effect: a tab can be opened at once from outside of it only.
    setTimeout(() => {
      openQuestion(editor, execution, question);
      // A reload finds the tab as it was left, and does not open it again.
      const { pathname, search } = window.location;
      window.history.replaceState(null, '', pathname + search);
    });
  });
  return null;
}
