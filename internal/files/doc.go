// Package files turns records into YAML that people like to read and edit, and such
// files into change sets.
//
// A file is a stream of documents, one a record:
//
//	kind: task
//	key: PAY-12
//	title: Retry failed payouts
//	project: PAY
//	status: todo
//	work: 24-32-56h
//
// Fields stand in the order of their kind, references are keys, prose stands in
// literal blocks, and what is empty is left out. Records without keys (comments,
// snoozes, evidence links) carry their id. Writing, reading into an empty organisation
// and writing again gives the same bytes; reading a file twice changes nothing.
//
// Reading makes patches: what a file does not mention stays, null clears a field.
package files
