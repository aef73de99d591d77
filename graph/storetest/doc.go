// Package storetest is the one test suite for every store, so that all of them
// answer alike to the byte. A store's own tests call [Run] with a [Factory] and
// need say no more of what a store means:
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t testing.TB, clock func() time.Time) storetest.Harness { … })
//	}
//
// The suite has four parts. Scripts (testdata/*.txtar) load and ask, and can be
// read by whoever knows the domain. Behaviours are what no script can tell:
// loads side by side, readers during a load, loads that are broken off.
// Histories are made up at random, and every answer is compared with that of
// the [Model], a store as simple as can be. After every test an invariant holds:
// the claims listed with a relation add up to it.
//
// # Scripts
//
// A script is a txtar archive. The text on top says which rule it is about; the
// sections run in their order:
//
//	-- load DATASET INSTANT [dry] --   the whole of a dataset at that time: what is
//	                                   missing from it is retracted
//	-- also DATASET INSTANT --         what the dataset had, and more; an actor or
//	                                   source of the same id takes the old one's place
//	-- fail DATASET INSTANT --         a load that failed, and the error
//	-- reopen --                       the store is closed and opened again
//	-- ask QUESTION --                 the section is the answer, after lines of comment
//
// An instant is a day (its beginning) or RFC 3339. In the end the store is
// opened again, and all that was asked of a revision is asked of it once more.
//
// A load lists records, one a line. Words with blanks stand in double quotes,
// with Go escapes; # begins a line of comment.
//
//	dataset title= license= schedule=
//	actor ID KIND [unnamed] name= short= aliases=a,b span=2013/.. source= description= note=
//	  name VALUE language= span= source= note=
//	  identifier SCHEME VALUE source=
//	  affiliation WHOLE role= span= source= at= quote= note=
//	  predecessor ACTOR when= form= source= at= quote= note=
//	source ID title= publisher= author= url= language= note= document= published= speaks= retrieved=
//	  republishes= reliability= marking= aliases=      (on one line)
//	claim TIE FORM PARTIES SOURCE [denies] start= end= when= held= voice= claimant= outcome= reliability=
//	  credibility= marking= regarding= at= note= "the quotation"      (on one line)
//	reject FILE LINE COLUMN MESSAGE REMEDY
//
// PARTIES are a>b, a--b, or for a mediation m,n:a,b. The kind of a tie is that
// of its form.
//
// Questions about a revision take at=NUMBER or at=INSTANT, else they are about
// the newest one. A list without a value is empty, and matches nothing. With a
// limit all pages are asked for, one after the other, each where the last ended.
//
//	relations DAYS keys= kinds= forms= status= actors= with= within= [certain] since= turning=DAYS order= limit= after=KEY@DAY [full]
//	claims [all] days= ties= ids= citing= saidby= actors= stance= search= limit= [full]
//	actors refs= kinds= dataset= search= [full]
//	sources refs= search= [full]
//	stats
//	changed after=NUMBER
//
// DAYS are always, one day, or first..last. The first two and stats take a
// perspective: sources= notsources= claimants= notclaimants= datasets= voices=
// [members] reliability= credibility= [graded] published=INSTANT. A relation is
// told with its certainty, attestation and status in those days and with its two
// ends, all days inclusive; full writes every field. The answer to changed are
// the ties of which the revision may say otherwise than an earlier one, a key a
// line; since stores may name more than they must, scripts ask for it only where
// nothing else comes near.
//
// Questions about now: head, revision NUMBER, revision-at INSTANT, datasets,
// loads dataset= nos= before= limit=, state DATASET.
//
// Answers are compared to the byte. "go test ./graph/storetest -run TestModel
// -update" writes the model's answers into the scripts; read what it changed.
//
// # What the suite decides
//
// Where the contract leaves a choice, all stores make the same one:
//
//   - A revision's instant is the clock's at the flip, in UTC, cut to the
//     microsecond; if that is not later than the last one's, it is the last one's
//     plus a microsecond. A load that made a revision finished at its instant,
//     any other at the clock's.
//   - The store sets number, status, end and revision of a load, and keeps all
//     else as it is handed over: counts are the planner's. Numbers have no gaps;
//     a load that fails or conflicts records nothing by itself.
//   - A dry run changes nothing, whatever changes it brings, and is recorded.
//   - Changes planned against any revision but the newest conflict, also those
//     that are empty.
//   - Progress is told at least once before the flip, never goes back, and ends
//     with all records of all.
//   - What was withdrawn and is still referred to by a claim stands, for the
//     fold and for searches of claims, as it was last known; lists of actors and
//     sources do not have it.
//   - Several actors may answer to one reference; all of them are in the answer.
//   - The total of a page of loads does not depend on where the page begins.
//   - A dataset is known from its first recorded load, and is called what its
//     newest load that was no dry run declared.
//   - The latest publication of a view is the last day from which one of its
//     sources was public, as [graph.Source.PublicFrom] tells it.
//   - Nil and empty lists are alike in answers.
//
// # Imports
//
// graph, graph/edtf, golang.org/x/tools/txtar and the standard library. The
// package is for tests only: nothing that ships imports it.
package storetest
