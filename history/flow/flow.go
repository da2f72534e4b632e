// Package flow says how changes move: how many a week, how often there is a release,
// what was taken back, which branches wait, who is new. All of it is about a
// repository, never a comparison of people. Pure functions of the repository.
package flow

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"plumbline/history"
)

// Week is a whole week of the default branch, Monday 00:00 UTC to the next.
type Week struct {
	Start   time.Time
	Changes int
}

// Weekly counts changes a week, from the week of the first one to the last week that
// ended by AsOf. A change is a commit of the first-parent line not made by a bot;
// commits that share an issue key count once, in the week of the first.
func Weekly(r *history.Repository) []Week {
	starts := Changes(r)
	if len(starts) == 0 {
		return nil
	}
	first := monday(slices.MinFunc(starts, time.Time.Compare))
	n := int(monday(r.AsOf).Sub(first) / week)
	if n <= 0 {
		return nil
	}
	out := make([]Week, n)
	for i := range out {
		out[i].Start = first.Add(time.Duration(i) * week)
	}
	for _, at := range starts {
		if i := int(monday(at).Sub(first) / week); i < n {
			out[i].Changes++
		}
	}
	return out
}

const week = 7 * 24 * time.Hour

// Changes lists when each change (as Weekly counts them) was committed, in the order
// of commits.
func Changes(r *history.Repository) []time.Time {
	seen := map[string]bool{}
	var out []time.Time
	for i := range r.Commits {
		c := &r.Commits[i]
		if !c.Main || r.People[c.Author].Bot || c.Committed.After(r.AsOf) {
			continue
		}
		again := false
		for _, k := range c.Keys {
			again = again || seen[k]
			seen[k] = true
		}
		if !again {
			out = append(out, c.Committed)
		}
	}
	return out
}

// monday is the start of a week; 1970-01-05 was a Monday.
func monday(t time.Time) time.Time {
	const first = 4 * 86400
	s := t.Unix() - first
	s -= ((s % 604800) + 604800) % 604800
	return time.Unix(s+first, 0).UTC()
}

// Release is a tag that names a version, on the default branch.
type Release struct {
	Tag     history.Tag
	Since   time.Duration // after the release before; 0 for the first
	Changes int           // commits of the first-parent line since the one before
	Fixes   []int         // commits (indexes) that fix or revert within a week after it
}

var version = regexp.MustCompile(`^(?:.*[/-])?[vV]?[0-9]+(?:[._][0-9]+)+$`)

// fixWindow is how long after a release a fix counts as following from it.
const fixWindow = 7 * 24 * time.Hour

// Releases lists releases, oldest first. Tags that end in a candidate's suffix
// (-rc1, -beta) are none.
func Releases(r *history.Repository) []Release {
	var out []Release
	var line []int
	for i := range r.Commits {
		if r.Commits[i].Main {
			line = append(line, i)
		}
	}
	for _, t := range r.Tags {
		if !version.MatchString(t.Name) {
			continue
		}
		rel := Release{Tag: t}
		var before time.Time
		if n := len(out); n > 0 {
			before = out[n-1].Tag.When
			rel.Since = t.When.Sub(before)
		}
		for _, i := range line {
			c := &r.Commits[i]
			if c.Committed.After(before) && !c.Committed.After(t.When) {
				rel.Changes++
			}
			if c.Committed.After(t.When) && c.Committed.Sub(t.When) <= fixWindow && IsFix(c) {
				rel.Fixes = append(rel.Fixes, i)
			}
		}
		out = append(out, rel)
	}
	return out
}

// IsFix says whether a commit says of itself that it mends something: its subject
// begins with fix, hotfix or revert, or it reverts a commit.
func IsFix(c *history.Commit) bool {
	s := strings.ToLower(c.Subject)
	if _, rest, ok := strings.Cut(s, ": "); ok && (strings.HasPrefix(rest, "fix") || strings.HasPrefix(rest, "revert")) {
		return true
	}
	return c.Reverts != "" || strings.HasPrefix(s, "fix") || strings.HasPrefix(s, "hotfix") || strings.HasPrefix(s, "revert")
}

// Rhythm sums up the last releases.
type Rhythm struct {
	Releases int           // in all
	Usual    time.Duration // median time between the last nine; 0 under three releases
	Last     time.Time
	Waiting  int // commits of the first-parent line since the last
}

// ReleaseRhythm says how often there is a release and what waits for the next.
func ReleaseRhythm(r *history.Repository) Rhythm {
	rel := Releases(r)
	out := Rhythm{Releases: len(rel)}
	if len(rel) == 0 {
		return out
	}
	out.Last = rel[len(rel)-1].Tag.When
	var gaps []time.Duration
	for _, x := range rel[max(1, len(rel)-8):] {
		gaps = append(gaps, x.Since)
	}
	if len(rel) >= 3 {
		slices.Sort(gaps)
		out.Usual = gaps[len(gaps)/2]
	}
	for i := range r.Commits {
		if c := &r.Commits[i]; c.Main && c.Committed.After(out.Last) {
			out.Waiting++
		}
	}
	return out
}

// Revert is a commit that took another back.
type Revert struct {
	Commit int           // index
	Of     int           // index, −1 when it is not on this branch
	After  time.Duration // how long the other had stood; 0 when unknown
}

// Reverts lists reverts committed since an instant, oldest first.
func Reverts(r *history.Repository, since time.Time) []Revert {
	var out []Revert
	for i := range r.Commits {
		c := &r.Commits[i]
		if c.Reverts == "" || c.Committed.Before(since) {
			continue
		}
		v := Revert{Commit: i, Of: find(r, c.Reverts)}
		if v.Of >= 0 {
			v.After = c.Committed.Sub(r.Commits[v.Of].Committed)
		}
		out = append(out, v)
	}
	return out
}

// find resolves a hash that may be abbreviated.
func find(r *history.Repository, h history.Hash) int {
	if i, ok := r.Lookup(h); ok {
		return i
	}
	for i := range r.Commits {
		if strings.HasPrefix(string(r.Commits[i].Hash), string(h)) {
			return i
		}
	}
	return -1
}

// Waiting is a branch that is not merged and how long it has stood.
type Waiting struct {
	history.Branch
	Idle time.Duration // since its newest commit
	Age  time.Duration // since it left the default branch; 0 when unknown
}

// Unmerged lists unmerged branches, the one idle longest last.
func Unmerged(r *history.Repository) []Waiting {
	var out []Waiting
	for _, b := range r.Branches {
		w := Waiting{Branch: b, Idle: r.AsOf.Sub(b.When)}
		if !b.Fork.IsZero() {
			w.Age = r.AsOf.Sub(b.Fork)
		}
		out = append(out, w)
	}
	return out
}

// Newcomer is somebody whose first change came lately.
type Newcomer struct {
	Person  history.PersonID
	First   int   // their first commit (index)
	Commits []int // all of theirs, oldest first
	Helped  []history.PersonID
}

// Newcomers lists people whose first commit came since an instant, in the order they
// came. Helped are those who reviewed their commits.
func Newcomers(r *history.Repository, since time.Time) []Newcomer {
	at := map[history.PersonID]int{}
	old := map[history.PersonID]bool{}
	var out []Newcomer
	for i := range r.Commits {
		c := &r.Commits[i]
		if r.People[c.Author].Bot || old[c.Author] || c.Parents > 1 {
			continue
		}
		n, ok := at[c.Author]
		if !ok && c.Committed.Before(since) {
			old[c.Author] = true
			continue
		}
		if !ok {
			n = len(out)
			at[c.Author] = n
			out = append(out, Newcomer{Person: c.Author, First: i})
		}
		out[n].Commits = append(out[n].Commits, i)
		for _, p := range c.Reviewers {
			if p != c.Author && !slices.Contains(out[n].Helped, p) {
				out[n].Helped = append(out[n].Helped, p)
			}
		}
	}
	return out
}
