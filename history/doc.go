// Package history says what a git repository knows about its own past: who changed
// what and when, who owns the lines that survive, what changes together, how the
// code is laid out in areas, how often it is released. One index file a repository
// holds it; answers are computed from that file alone. The package knows no record
// of the product.
//
// Experimental: the types may still change.
package history

import (
	"time"
)

// Options of Open.
type Options struct {
	Index    string    // path of the index file; "" keeps it in memory
	AsOf     time.Time // facts after this instant are left out; zero = the newest commit
	Branch   string    // "" = origin/HEAD, else main or master, else HEAD
	Workers  int
	Progress func(Progress)
}

// Progress is told while a repository is read, from one goroutine at a time.
type Progress struct {
	Stage       string // "commits", "changes", "lines", "saving"
	Done, Total int64
}

// Hash is a git object id in hexadecimal.
type Hash string

// PersonID indexes Repository.People: a contributor after identities were merged.
type PersonID int32

// FileID indexes Repository.Files: a path followed through renames.
type FileID int32

// Contributor is a cluster of identities that the evidence says are one person.
type Contributor struct {
	Name        string // the name most used lately
	Email       string // the address most used lately
	Identities  []Identity
	Bot         bool
	BotReason   string
	First, Last time.Time // author dates of the first and newest commit
	Commits     int
}

// Identity is one name and address as commits spell them.
type Identity struct{ Name, Email string }

// Commit is one commit reachable from the default branch.
type Commit struct {
	Hash      Hash
	Author    PersonID
	Committer PersonID
	When      time.Time // author date
	Committed time.Time
	Subject   string
	Parents   int
	Main      bool       // on the first-parent line of the default branch
	Keys      []string   // issue keys named in the message (PAY-12, #482)
	Reviewers []PersonID // Reviewed-by and the like
	CoAuthors []PersonID
	Reverts   Hash // the commit it says it reverts, or ""
}

// Change is one file in one commit, against its first parent; renames followed.
type Change struct {
	Commit         int32 // index into commits, oldest first
	File           FileID
	Added, Deleted int32 // lines; −1 for binary
}

// File is a path at the head, or a path that once was.
type File struct {
	Path     string // newest path
	Present  bool   // still there at the head
	Lines    int    // at the head
	Language string // go-enry; "" = not source
	Ignored  string // "generated", "vendored", "binary", "docs" …: gives no knowledge; "" = counts
	Area     int    // index into areas, −1 = none
}

// Area is a part of the tree that somebody can know.
type Area struct {
	Name  string // a path prefix such as "ledger/", or a component's name
	Globs []string
	Lines int
	Files int
}

// Tag is a release candidate: a tag and when its commit was made.
type Tag struct {
	Name string
	Hash Hash
	When time.Time
}

// Branch is a branch that is not merged into the default branch.
type Branch struct {
	Name   string
	Tip    Hash
	Author PersonID
	When   time.Time // committer date of the tip
	Ahead  int       // commits not on the default branch
	Fork   time.Time // committer date of the merge base
}
