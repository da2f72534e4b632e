// Package past turns what is true of a simulated organisation into the events of its
// history: commits, merges, tags, in the order they happened. It decides who did
// what when and how the message reads; what the files hold is gitwrite's matter.
// The events follow from the organisation alone.
package past

import (
	"time"

	"plumbline/internal/sim"
)

// Kind says what an event is.
type Kind uint8

// The kinds of event. Of these only Work, Visit, Coupled and Growth say anything about
// who knows an area; a reader that counts the others is misled.
const (
	Root      Kind = iota // the first commit: manifests and little else
	Found                 // an area's first files
	Work                  // ordinary change by somebody who works on the area
	Visit                 // one of at most two changes by somebody who does not
	Coupled               // both files of Pair N
	Growth                // the hotspot
	Bump                  // a bot raises a version in a manifest
	Generated             // a person runs a generator in an area they do not know
	Vendored              // a person copies a library into the tree
	Mass                  // Reformat N
	Ignore                // lists a mass change in .git-blame-ignore-revs
	Move                  // renames one file
	MoveAll               // renames an area's directory
	Revert                // takes back the event Target
	Paper                 // Document N
	Merge                 // joins Branch to the default branch
	Release               // a bot's release commit, tagged Name
)

// Event is one commit, with a tag for releases.
type Event struct {
	Kind      Kind
	At        time.Time // in the author's zone
	Author    int       // index into People; from len(People) on, a bot
	Identity  int       // which spelling
	Area      int       // −1 = none
	Key       string    // issue key in the subject, "" = none
	Subject   string    // with the key
	Reviewers []int
	CoAuthors []int
	Branch    int    // 0 = the default branch
	Name      string // of a branch never merged, or of the tag
	N         int    // index of the pair, reformat or document; for Work, files to touch
	Target    int    // index of the event a revert takes back
	Reverted  bool   // a later event takes this one back
}

// Bot says whether a bot made the event.
func (e *Event) Bot(o *sim.Organisation) bool { return e.Author >= len(o.People) }

// Change says whether a leader would count the event as one change merged: a commit
// of the default branch's first-parent line that no bot made.
func (e *Event) Change(o *sim.Organisation) bool { return e.Branch == 0 && !e.Bot(o) }

// Changes gives when each change was merged, oldest first; events that share an issue
// key are one change, at its first appearance.
func Changes(o *sim.Organisation) []time.Time {
	var out []time.Time
	seen := map[string]bool{}
	for _, e := range Events(o) {
		if !e.Change(o) && e.Kind != Merge || e.Key != "" && seen[e.Key] {
			continue
		}
		if e.Key != "" {
			seen[e.Key] = true
		}
		out = append(out, e.At)
	}
	return out
}

// Weekly counts the changes of each week of the history.
func Weekly(o *sim.Organisation) []int {
	out := make([]int, o.Weeks())
	for _, at := range Changes(o) {
		if w := int(at.Sub(o.Start) / (7 * 24 * time.Hour)); w >= 0 && w < len(out) {
			out[w]++
		}
	}
	return out
}
