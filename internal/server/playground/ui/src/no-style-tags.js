// Stands in for react-style-singleton, which writes <style> elements at run
// time and so would need 'unsafe-inline' in the page's policy. Its one user in
// the bundle keeps the page behind a dialog from scrolling, and this page never
// scrolls as a whole.
const noStyle = () => null;
export const styleSingleton = () => noStyle;
export const styleHookSingleton = () => () => {};
export const stylesheetSingleton = () => ({ add() {}, remove() {} });
