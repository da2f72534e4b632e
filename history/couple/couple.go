// Package couple finds what changes together and where change gathers: coupling of
// files and areas, hotspots, age of code. Pure functions of the repository.
package couple

import (
	"cmp"
	"math"
	"slices"
	"time"

	"plumbline/history"
	"plumbline/history/tree"
)

// MaxFiles is the largest changeset that says something about coupling.
const MaxFiles = 30

// Options of the questions here.
type Options struct {
	Since     time.Time // leave older commits out; zero = all
	ByKey     bool      // commits that name the same issue are one changeset
	MinShared int       // pairs that changed together less often are left out; 0 = 5
	Limit     int       // at most so many answers; 0 = 100
}

func (o Options) withDefaults() Options {
	o.MinShared = cmp.Or(o.MinShared, 5)
	o.Limit = cmp.Or(o.Limit, 100)
	return o
}

// Pair is two files that change together.
type Pair struct {
	A, B        history.FileID
	Shared      int     // changesets with both
	InA, InB    int     // changesets with each
	Degree      float64 // Shared over the mean of InA and InB, 0..1
	Samples     []history.Hash
	AcrossAreas bool
}

// Files lists coupled pairs of files that are still there, strongest first. One of the
// two may be data, such as configuration: manifests that are raised together say nothing.
func Files(r *history.Repository, o Options) []Pair {
	o = o.withDefaults()
	type key struct{ a, b history.FileID }
	pairs := map[key]*Pair{}
	count := make([]int, len(r.Files))
	for _, set := range changesets(r, o) {
		for i, a := range set.files {
			count[a]++
			for _, b := range set.files[i+1:] {
				if !source(r, a) && !source(r, b) {
					continue
				}
				p := pairs[key{a, b}]
				if p == nil {
					p = &Pair{A: a, B: b}
					pairs[key{a, b}] = p
				}
				p.Shared++
				if h := r.Commits[set.commit].Hash; len(p.Samples) < 3 {
					p.Samples = append(p.Samples, h)
				} else {
					p.Samples[p.Shared%3] = h
				}
			}
		}
	}
	var out []Pair
	for _, p := range pairs {
		if p.Shared < o.MinShared {
			continue
		}
		p.InA, p.InB = count[p.A], count[p.B]
		p.Degree = 2 * float64(p.Shared) / float64(p.InA+p.InB)
		p.AcrossAreas = r.Files[p.A].Area != r.Files[p.B].Area
		out = append(out, *p)
	}
	slices.SortFunc(out, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.Degree, x.Degree), cmp.Compare(y.Shared, x.Shared), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return out[:min(len(out), o.Limit)]
}

// AreaPair is two areas that change together.
type AreaPair struct {
	A, B   int
	Shared int
	Degree float64
}

// Areas lists coupled pairs of areas, strongest first.
func Areas(r *history.Repository, o Options) []AreaPair {
	o = o.withDefaults()
	shared := map[[2]int]int{}
	count := make([]int, len(r.Areas))
	for _, set := range changesets(r, o) {
		var in []int
		for _, f := range set.files {
			if a := r.Files[f].Area; a >= 0 && source(r, f) && !slices.Contains(in, a) {
				in = append(in, a)
			}
		}
		slices.Sort(in)
		for i, a := range in {
			count[a]++
			for _, b := range in[i+1:] {
				shared[[2]int{a, b}]++
			}
		}
	}
	var out []AreaPair
	for k, n := range shared {
		if n >= o.MinShared {
			out = append(out, AreaPair{k[0], k[1], n, 2 * float64(n) / float64(count[k[0]]+count[k[1]])})
		}
	}
	slices.SortFunc(out, func(x, y AreaPair) int {
		return cmp.Or(cmp.Compare(y.Degree, x.Degree), cmp.Compare(y.Shared, x.Shared), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return out[:min(len(out), o.Limit)]
}

type changeset struct {
	commit int
	files  []history.FileID // sorted, distinct, present, source or data
}

func source(r *history.Repository, f history.FileID) bool { return r.Files[f].Ignored == "" }

// changesets groups changes by commit, or by issue key where commits name one.
func changesets(r *history.Repository, o Options) []changeset {
	var out []changeset
	byKey := map[string]int{}
	for i := range r.Commits {
		c := &r.Commits[i]
		if c.Quiet != "" || c.Committed.Before(o.Since) || c.Files > MaxFiles {
			continue
		}
		var files []history.FileID
		for _, ch := range r.ChangesOf(i) {
			f := &r.Files[ch.File]
			if f.Present && (f.Ignored == "" || f.Ignored == tree.Data) && ch.Added >= 0 {
				files = append(files, ch.File)
			}
		}
		if at, ok := sameKey(byKey, c, o); ok {
			out[at].files = append(out[at].files, files...)
			out[at].commit = i
			continue
		}
		for _, k := range c.Keys {
			byKey[k] = len(out)
		}
		out = append(out, changeset{i, files})
	}
	kept := out[:0]
	for _, s := range out {
		slices.Sort(s.files)
		s.files = slices.Compact(s.files)
		if len(s.files) > 0 && len(s.files) <= MaxFiles {
			kept = append(kept, s)
		}
	}
	return kept
}

func sameKey(byKey map[string]int, c *history.Commit, o Options) (int, bool) {
	if !o.ByKey {
		return 0, false
	}
	for _, k := range c.Keys {
		if at, ok := byKey[k]; ok {
			return at, true
		}
	}
	return 0, false
}

// Hotspot is a file where change and size gather.
type Hotspot struct {
	File    history.FileID
	Changes int // commits since
	Fixes   int // of them, fixes by their subject
	People  int // distinct authors since: how shared it is, no measure of any of them
	Lines   int
	Coupled int     // files it is coupled with
	Heat    float64 // changes × log₂ lines × (1 + log₂(1+coupled)/4), over the hottest
	Samples []history.Hash
}

// Hotspots lists source files changed since an instant, hottest first. isFix says
// which commits mend something (flow.IsFix).
func Hotspots(r *history.Repository, o Options, isFix func(*history.Commit) bool) []Hotspot {
	limit := o.withDefaults().Limit
	hot := map[history.FileID]*Hotspot{}
	people := map[history.FileID]map[history.PersonID]bool{}
	for i := range r.Commits {
		c := &r.Commits[i]
		if c.Quiet != "" || c.Committed.Before(o.Since) {
			continue
		}
		for _, ch := range r.ChangesOf(i) {
			f := &r.Files[ch.File]
			if !f.Present || f.Ignored != "" {
				continue
			}
			h := hot[ch.File]
			if h == nil {
				h = &Hotspot{File: ch.File, Lines: f.Lines}
				hot[ch.File], people[ch.File] = h, map[history.PersonID]bool{}
			}
			h.Changes++
			people[ch.File][c.Author] = true
			if isFix(c) {
				h.Fixes++
			}
			h.Samples = append([]history.Hash{c.Hash}, h.Samples[:min(2, len(h.Samples))]...)
		}
	}
	for _, p := range Files(r, Options{Since: o.Since, Limit: math.MaxInt}) {
		for _, f := range []history.FileID{p.A, p.B} {
			if h := hot[f]; h != nil && p.Degree >= 0.3 {
				h.Coupled++
			}
		}
	}
	return heat(hot, people, limit)
}

func heat(hot map[history.FileID]*Hotspot, people map[history.FileID]map[history.PersonID]bool, limit int) []Hotspot {
	var out []Hotspot
	top := 0.0
	for f, h := range hot {
		h.People = len(people[f])
		h.Heat = float64(h.Changes) * math.Log2(float64(2+h.Lines)) * (1 + math.Log2(float64(1+h.Coupled))/4)
		top = max(top, h.Heat)
		out = append(out, *h)
	}
	slices.SortFunc(out, func(a, b Hotspot) int {
		return cmp.Or(cmp.Compare(b.Heat, a.Heat), cmp.Compare(a.File, b.File))
	})
	out = out[:min(len(out), limit)]
	for i := range out {
		out[i].Heat /= top
	}
	return out
}

// Age is when the files of an area last changed.
type Age struct {
	Area          int
	Files         int
	Median        time.Duration // since the last change of a file
	Untouched     int           // files not changed for two years
	UntouchedPart float64       // their part of the area's lines
}

// Ages says how old the code of each area is, in the order of areas.
func Ages(r *history.Repository) []Age {
	last := make([]time.Time, len(r.Files))
	for _, ch := range r.Changes {
		if c := &r.Commits[ch.Commit]; c.Quiet == "" && c.Committed.After(last[ch.File]) {
			last[ch.File] = c.Committed
		}
	}
	ages := make([][]time.Duration, len(r.Areas))
	out := make([]Age, len(r.Areas))
	old := make([]int, len(r.Areas))
	for i := range r.Files {
		f := &r.Files[i]
		if !f.Present || f.Area < 0 || f.Ignored != "" || last[i].IsZero() {
			continue
		}
		age := r.AsOf.Sub(last[i])
		ages[f.Area] = append(ages[f.Area], age)
		if age > 2*365*24*time.Hour {
			out[f.Area].Untouched++
			old[f.Area] += f.Lines
		}
	}
	for a := range out {
		out[a].Area, out[a].Files = a, len(ages[a])
		if n := len(ages[a]); n > 0 {
			slices.Sort(ages[a])
			out[a].Median = ages[a][n/2]
		}
		if lines := r.Areas[a].Lines; lines > 0 {
			out[a].UntouchedPart = float64(old[a]) / float64(lines)
		}
	}
	return out
}
