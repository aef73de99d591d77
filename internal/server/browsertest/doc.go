// Package browsertest starts a real Chromium for tests of what Realign serves to
// browsers, and watches what the page does there: errors on the console,
// violations of its security policy, and every request it makes.
//
// It is for tests only and imports chromedp and the standard library, nothing of
// Realign, so that every package that serves pages can use it.
//
// To watch out for:
//
//   - No browser is no failure: the test is skipped with a line that tells how
//     to get one. A pipeline sets REALIGN_REQUIRE_BROWSER=1 to fail instead, and
//     REALIGN_BROWSER_RAN=FILE to have a line for each test whose browser
//     answered, so that it can tell a passed suite from a skipped one.
//   - The browser resolves no host name but localhost. A page that reaches out
//     fails here as it would on a machine without a network.
//   - Call [Watch] before the first navigation: it reports only what happens
//     after it.
//   - A browser takes about a second to start and some hundred megabytes; start
//     one a test, not one a case.
package browsertest
