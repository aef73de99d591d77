// Package floor is a GraphQL server with the shape of Realign's schema and
// constant data: what gqlgen itself costs when every answer is ready. It is the
// floor under Realign's API, since it shares with it all but what finds and
// makes the answers: the fields' types, nullability, arguments and scalars, the
// settings of the generated code, the HTTP stack, and how errors are written.
//
// schema.graphqls holds the part of schema/ that the measured questions and what
// a user would select beside them need; a test holds each of its fields against
// schema/. package model has the answers as plain structs; the generated code
// stands apart in internal/exec and is made again by go generate; cmd serves it.
//
// Watch out for: it answers only what is ready. Arguments that would need any
// work (another page size, a perspective, an earlier state of knowledge) are
// refused. A day's answers are made when the day is first asked for, and kept.
package floor

// gqlgen takes the gqlgen.yml of this folder, and works from here.
//go:generate go tool gqlgen generate
