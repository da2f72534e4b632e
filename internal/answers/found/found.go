// Package found holds the decision records that stand as Markdown in a repository's
// tree: parsed once when the repository is read, with what its history says of them.
package found

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/internal/evidence"
	"plumbline/internal/files/madr"
)

// Document is one decision record found in a tree.
type Document struct {
	Path    string
	Address string // git:<root>@<commit>:<path>
	Title   string
	Status  string // as kinds of decision have it: proposed, accepted, …
	Outcome string
	Since   time.Time    // the last change of the file that history knows; zero when it knows none
	Commit  history.Hash // of that change
	Number  int          // in front of the title, 0 = none
	// Supersedes are the files or numbers it says it replaces.
	Supersedes []string
	Gone       []string // paths it names that were there once and are not any more, at most five
}

// mostGone bounds the paths told of one record.
const mostGone = 5

// Read parses documents; those that are no decision record are left out, with a
// sentence for each why.
func Read(r *history.Repository, docs []evidence.Document) (out []Document, notes []string) {
	changed := lastChanges(r, docs)
	for _, d := range docs {
		doc, err := madr.Parse(d.Path, d.Data)
		if err != nil {
			notes = append(notes, d.Path+" looks like a decision record and cannot be read as one.")
			continue
		}
		f := Document{Path: d.Path, Address: d.Address, Title: doc.Decision.Title, Status: doc.Decision.Status, Outcome: doc.Decision.Outcome, Number: doc.Number, Supersedes: doc.Supersedes, Gone: gone(r, string(d.Data))}
		if i, ok := changed[d.Path]; ok {
			f.Since, f.Commit = r.Commits[i].Committed, r.Commits[i].Hash
		}
		out = append(out, f)
	}
	return out, notes
}

// lastChanges gives the newest commit that changed each document.
func lastChanges(r *history.Repository, docs []evidence.Document) map[string]int {
	want, out := map[history.FileID]string{}, map[string]int{}
	for _, d := range docs {
		if f, ok := r.File(d.Path); ok {
			want[f] = d.Path
		}
	}
	for i := len(r.Commits) - 1; i >= 0 && len(out) < len(want); i-- {
		for _, ch := range r.ChangesOf(i) {
			if path, ok := want[ch.File]; ok {
				if _, known := out[path]; !known {
					out[path] = i
				}
			}
		}
	}
	return out
}

var (
	quoted = regexp.MustCompile("`([^`\\s]+)`")
	linked = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	pathed = regexp.MustCompile(`^[A-Za-z0-9_.][A-Za-z0-9_.@+-]*(/[A-Za-z0-9_.@+-]+)+/?$`)
)

// gone finds the paths a text names, in code or as a link, that history knows and the
// tree has no more. A word with a slash that never was a path raises no alarm.
func gone(r *history.Repository, text string) []string {
	var out []string
	for _, m := range append(quoted.FindAllStringSubmatch(text, -1), linked.FindAllStringSubmatch(text, -1)...) {
		name := strings.TrimSuffix(strings.TrimPrefix(m[1], "./"), "/")
		if len(out) == mostGone || !pathed.MatchString(name) || slices.Contains(out, name) || !wasThere(r, name) {
			continue
		}
		out = append(out, name)
	}
	return out
}

// wasThere says that a file or folder was there once and is not now.
func wasThere(r *history.Repository, name string) bool {
	once := false
	for i := range r.Files {
		f := &r.Files[i]
		if f.Path != name && !strings.HasPrefix(f.Path, name+"/") {
			continue
		}
		if f.Present {
			return false
		}
		once = true
	}
	return once
}
