package lines

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/history/know"
)

// Old is the age from which lines count as old.
const Old = 2 * 365 * 24 * time.Hour

// Share is how many lines somebody wrote.
type Share struct {
	Person history.PersonID
	Lines  int
	Here   bool         // still here, by the rule of package know
	Sample history.Hash // their commit that most of these lines come from
}

// Part is what is known of the lines at one place. Lines of source alone, where there
// is source at the place. The zero value says that nothing is known.
type Part struct {
	Lines  int           // of which it is known which commit they come from
	By     []Share       // who wrote them, most first
	Gone   int           // of them, those of people who are no longer here
	Nobody int           // of them, those of mass changes, bots, ignored and unread revisions
	Middle time.Duration // half the lines are older; of ignored and unread revisions the age is not known
	Dated  int           // lines whose age is known
	Old    int           // of them, those over two years old
}

// Of is the part of the lines, from 0 to 1.
func (p Part) Of(lines int) float64 {
	if p.Lines == 0 {
		return 0
	}
	return float64(lines) / float64(p.Lines)
}

// OldPart is the part of the lines of known age that are over two years old.
func (p Part) OldPart() float64 {
	if p.Dated == 0 {
		return 0
	}
	return float64(p.Old) / float64(p.Dated)
}

// Wrote is how many of the lines somebody wrote.
func (p Part) Wrote(who history.PersonID) int {
	for _, s := range p.By {
		if s.Person == who {
			return s.Lines
		}
	}
	return 0
}

// Report is who wrote the lines of one reading of a repository. Immutable and safe for
// concurrent use.
type Report struct {
	r     *history.Repository
	know  *know.Map
	c     *Counts
	areas []Part
}

// New makes the report of a reading that the counts fit; nil when they do not. The
// areas are summed up at once, in time proportional to files and the commits in each.
func New(r *history.Repository, m *know.Map, c *Counts) *Report {
	if !c.Fits(r) {
		return nil
	}
	rep := &Report{r: r, know: m, c: c, areas: make([]Part, len(r.Areas))}
	in := make([][]history.FileID, len(r.Areas))
	for i := range r.Files {
		if f := &r.Files[i]; f.Present && f.Area >= 0 && f.Ignored == "" {
			in[f.Area] = append(in[f.Area], history.FileID(i))
		}
	}
	for a := range in {
		rep.areas[a] = rep.sum(in[a])
	}
	return rep
}

// Counts are what the report was made from.
func (rep *Report) Counts() *Counts {
	if rep == nil {
		return nil
	}
	return rep.c
}

// Known says that something is known of some lines.
func (rep *Report) Known() bool { return rep.Counts().Known() }

// Area is the report of an area, an index into Areas.
func (rep *Report) Area(i int) Part { return rep.areas[i] }

// At is the report of an area by its name, or of a file or a directory. The whole
// repository is no place: of it, and of what is not there, nothing is said.
func (rep *Report) At(pathOrArea string) Part {
	for i := range rep.r.Areas {
		if rep.r.Areas[i].Name == pathOrArea {
			return rep.areas[i]
		}
	}
	path := strings.Trim(pathOrArea, "/")
	if path == "" {
		return Part{}
	}
	files := rep.r.Under(path)
	source := slices.DeleteFunc(slices.Clone(files), func(f history.FileID) bool { return rep.r.Files[f].Ignored != "" })
	if len(source) > 0 {
		files = source
	}
	return rep.sum(files)
}

// sum adds up some files: first by commit, then by person and by age.
func (rep *Report) sum(files []history.FileID) Part {
	by := map[int32]int{}
	for _, f := range files {
		for _, one := range rep.c.files[f] {
			by[one.commit] += int(one.n)
		}
	}
	p, people := Part{}, map[history.PersonID]*author{}
	var ages []aged
	for commit, n := range by {
		p.Lines += n
		if who, ok := rep.r.Wrote(commit); ok {
			if people[who] == nil {
				people[who] = &author{}
			}
			people[who].add(commit, n)
		} else {
			p.Nobody += n
		}
		if c := &rep.r.Commits[commit]; c.Quiet != "ignored revision" && c.Quiet != "unread" {
			ages = append(ages, aged{max(0, rep.r.AsOf.Sub(c.Committed)), n})
		}
	}
	for who, a := range people {
		here := rep.know.Active(who)
		if !here {
			p.Gone += a.lines
		}
		p.By = append(p.By, Share{who, a.lines, here, rep.r.Commits[a.commit].Hash})
	}
	slices.SortFunc(p.By, func(a, b Share) int { return cmp.Or(b.Lines-a.Lines, cmp.Compare(a.Person, b.Person)) })
	p.date(ages)
	return p
}

// author is how many lines somebody wrote, and the commit that brought most of them.
type author struct {
	lines, most int
	commit      int32
}

func (a *author) add(commit int32, n int) {
	a.lines += n
	if n > a.most || n == a.most && commit > a.commit {
		a.most, a.commit = n, commit
	}
}

// aged is so many lines of one age.
type aged struct {
	age time.Duration
	n   int
}

// date fills in what is said of ages.
func (p *Part) date(ages []aged) {
	slices.SortFunc(ages, func(a, b aged) int { return cmp.Compare(a.age, b.age) })
	for _, a := range ages {
		p.Dated += a.n
		if a.age > Old {
			p.Old += a.n
		}
	}
	seen := 0
	for _, a := range ages {
		if seen += a.n; 2*seen >= p.Dated {
			p.Middle = a.age
			return
		}
	}
}
