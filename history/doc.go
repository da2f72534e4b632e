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

	"plumbline/history/identity"
)

// Options of Open. The zero value reads everything, keeps no index and takes the
// newest commit for now.
type Options struct {
	Index       string       // path of the index file, with ".merges" beside it once LinesOf was asked; "" keeps it in memory
	AsOf        time.Time    // facts after this instant are left out; zero = see Now
	Now         time.Time    // when AsOf is zero: as of Now if the newest commit is at most 30 days older, else as of the newest commit; zero = the newest commit
	Branch      string       // "" = origin/HEAD, else main or master, else HEAD
	Lines       bool         // LinesOf is going to be asked: read what it needs in the same pass, which takes less in all and more before Open returns
	Workers     int          // 0 = one a core
	Corrections []Correction // of identities, replayed in order
	Components  []Component  // areas somebody named; empty = directories, see package area
	NoMailmap   bool         // leave .mailmap aside
	Through     string       // "git" reads objects through the git command line; "" reads them directly where it can
	Progress    func(Progress)
}

// Component is a named part of the tree. A file belongs to the first component one
// of whose globs matches; files of no component are cut into areas by directory.
// A glob without a slash at its start matches anywhere: "*" stays in a directory,
// "**" crosses them, a trailing "/" means everything below.
type Component struct {
	Name  string
	Globs []string
}

// Correction is something a person said about identities; see package identity.
type Correction = identity.Correction

// Identity is one name and address as commits spell them.
type Identity = identity.Identity

// Repository is what the history of one branch says, as of one instant. It is
// immutable after Open and safe for concurrent use; callers must not change slices.
type Repository struct {
	Root    string    // identity of the repository: a hash over its root commits, 16 hexadecimal digits
	Dir     string    // the git directory
	Branch  string    // the default branch
	Head    Hash      // the newest commit taken in; "" when there is none
	AsOf    time.Time // answers are as of this instant
	Newest  time.Time // committer date of Head
	Fetched time.Time // when it was last fetched; zero when unknown
	Stale   bool      // AsOf is the newest commit because it was over 30 days old
	Shallow bool      // the clone has only its newest commits
	Notes   []string  // what could not be read, in plain sentences

	People   []Contributor
	Commits  []Commit // parents before children, then by committer date and hash
	Changes  []Change // grouped by commit, in the order of Commits
	Files    []File
	Areas    []Area
	Tags     []Tag    // oldest first
	Branches []Branch // not merged, newest first

	first    []int32 // Changes of commit i are first[i]:first[i+1]
	paths    []string
	pathAt   []int32 // of Changes: index into paths
	byPath   map[string]FileID
	person   map[Identity]PersonID
	byHash   map[Hash]int32
	skipRevs map[Hash]bool
	owners   owners
}

// Progress is told while a repository is read, from one goroutine at a time.
type Progress struct {
	Stage       string // "commits", "changes", "lines", "saving"; "merges" and "authors" while LinesOf works
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
	Reverts   Hash   // the commit it says it reverts, or ""
	Files     int    // changed
	Quiet     string // why it gives no knowledge: "merge", "bot", "large", "ignored revision", "unread"; "" = it counts
	boundary  bool
}

// Change is one file in one commit, against its first parent; renames followed.
type Change struct {
	Commit         int32 // index into Commits
	File           FileID
	Added, Deleted int32 // lines; −1 for binary or unread
	Kind           byte  // A added, M modified, D deleted, R renamed, T type changed
}

// File is a path at the head, or a path that once was.
type File struct {
	Path     string // newest path
	Present  bool   // still there at the head
	Lines    int    // at the head
	Language string // go-enry; "" = not source
	Ignored  string // "generated", "vendored", "binary", "docs" …: gives no knowledge; "" = counts
	Area     int    // index into Areas, −1 = none
	blob     uint64
	Created  int32 // index of the first commit that changed it, −1 = none seen
}

// Area is a part of the tree that somebody can know.
type Area struct {
	Name  string // a path prefix such as "ledger/", or a component's name
	Globs []string
	Lines int // source lines at the head
	Files int // at the head
}

// Tag is a release candidate: a tag and when its commit was made.
type Tag struct {
	Name string
	Hash Hash
	When time.Time
}

// Branch is a branch that is not merged into the default branch.
type Branch struct {
	Name       string
	Tip        Hash
	Author     PersonID // of the tip; −1 when nobody on the default branch
	AuthorName string
	When       time.Time // committer date of the tip
	Ahead      int       // commits not on the default branch
	Fork       time.Time // committer date of the merge base
}
