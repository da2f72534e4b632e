package gitwrite

import (
	"bufio"
	"math/rand/v2"
	"strconv"
	"strings"

	"plumbline/internal/sim"
	"plumbline/internal/sim/past"
	"plumbline/internal/sim/source"
)

// scratch holds the commits of branches that get merged; it is deleted at the end.
const scratch = "refs/scratch/branch"

// long is the number of lines over which files shrink as often as they grow.
const long = 70

// writer holds the tree as it is at the default branch's tip. A file a branch works on
// is locked until the merge, so that merging needs no merging of texts.
type writer struct {
	o        *sim.Organisation
	events   []past.Event
	r        *rand.Rand
	out      *bufio.Writer
	reply    *bufio.Reader
	err      error
	mark     int // last used
	main     int // mark of the default branch's tip
	commits  int
	areas    []folder
	branches map[int]*branch
	undo     map[int]*undo // by event
	bump     [6]int        // versions of dependencies
	ignore   []string      // hashes of mass changes
	buf      []byte
	num      []byte
	releases int
}

// folder is an area's files.
type folder struct {
	dir     string
	files   []*file
	special []*file // of pairs and the hotspot: ordinary changes leave them alone
	names   map[string]bool
	copied  int // version of the copied library
}

type file struct {
	path string
	src  *source.File
	lock int // branch that works on it, 0 = none
}

type branch struct {
	tip   int
	files []*file
	own   bool // its files are copies: it never comes back
}

// undo is what a revert needs: the mark and the files as they were before.
type undo struct {
	mark  int
	files []*file
	was   []*source.File
}

func newWriter(o *sim.Organisation, events []past.Event) *writer {
	w := &writer{o: o, events: events, r: sim.Rand(o.Options.Seed, "sources"), branches: map[int]*branch{}, undo: map[int]*undo{}}
	w.areas = make([]folder, len(o.Areas))
	for i, a := range o.Areas {
		w.areas[i] = folder{dir: a.Dir, names: map[string]bool{}}
		if a.Was != "" {
			w.areas[i].dir = a.Was
		}
	}
	return w
}

// event writes one event.
func (w *writer) event(i int) {
	e := &w.events[i]
	switch {
	case e.Kind == past.Merge:
		w.merge(e)
	case e.Branch > 0:
		w.onBranch(e)
	case e.Kind == past.Revert:
		w.revert(e)
	default:
		w.begin(e, "refs/heads/main", "", 0, 0)
		w.content(i, e)
		w.main = w.mark
		if e.Kind == past.Release {
			w.tag(e)
		}
	}
}

// begin writes the head of a commit. from and merge are marks, 0 = none.
func (w *writer) begin(e *past.Event, ref, extra string, from, merge int) {
	w.mark++
	w.commits++
	w.text("commit ", ref, "\nmark :", strconv.Itoa(w.mark), "\n")
	w.who("author ", e)
	w.who("committer ", e)
	w.data(w.message(e, extra))
	if from > 0 {
		w.text("from :", strconv.Itoa(from), "\n")
	}
	if merge > 0 {
		w.text("merge :", strconv.Itoa(merge), "\n")
	}
}

func (w *writer) text(parts ...string) {
	for _, p := range parts {
		w.out.WriteString(p)
	}
}

func (w *writer) who(role string, e *past.Event) {
	id := w.identity(e.Author, e.Identity)
	w.text(role, id.Name, " <", id.Email, "> ")
	w.num = strconv.AppendInt(w.num[:0], e.At.Unix(), 10)
	w.num = append(w.num, ' ')
	w.num = e.At.AppendFormat(w.num, "-0700")
	w.num = append(w.num, '\n')
	w.out.Write(w.num)
}

func (w *writer) identity(author, spelling int) sim.Identity {
	if author >= len(w.o.People) {
		return w.o.Bots[author-len(w.o.People)]
	}
	return w.o.People[author].Identities[spelling]
}

func (w *writer) message(e *past.Event, extra string) []byte {
	b := append(w.buf[:0], e.Subject...)
	b = append(b, '\n')
	if extra != "" {
		b = append(append(append(b, '\n'), extra...), '\n')
	}
	if len(e.CoAuthors)+len(e.Reviewers) > 0 {
		b = append(b, '\n')
	}
	for _, p := range e.CoAuthors {
		b = w.trailer(b, "Co-authored-by: ", p)
	}
	for _, p := range e.Reviewers {
		b = w.trailer(b, "Reviewed-by: ", p)
	}
	w.buf = b
	return b
}

func (w *writer) trailer(b []byte, label string, person int) []byte {
	id := w.identity(person, 0)
	b = append(append(b, label...), id.Name...)
	b = append(append(append(b, " <"...), id.Email...), ">\n"...)
	return b
}

func (w *writer) data(b []byte) {
	w.text("data ", strconv.Itoa(len(b)), "\n")
	w.out.Write(b)
	w.out.WriteByte('\n')
}

// put writes a file of the commit under way.
func (w *writer) put(path string, content []byte) {
	w.text("M 100644 inline ", path, "\n")
	w.data(content)
}

func (w *writer) putFile(f *file) {
	w.buf = f.src.Append(w.buf[:0])
	w.put(f.path, w.buf)
}

func (w *writer) tag(e *past.Event) {
	w.text("tag ", e.Name, "\nfrom :", strconv.Itoa(w.mark), "\n")
	w.who("tagger ", e)
	w.data([]byte(e.Name + "\n"))
}

// onBranch writes a commit of a branch, begun at the default branch's tip. A branch
// with a name of its own never comes back and works on copies.
func (w *writer) onBranch(e *past.Event) {
	b := w.branches[e.Branch]
	if b == nil {
		b = &branch{tip: w.main, own: e.Name != ""}
		b.files = w.take(e, b.own)
		w.branches[e.Branch] = b
	}
	ref := scratch
	if b.own {
		ref = "refs/heads/" + e.Name
	}
	w.begin(e, ref, "", b.tip, 0)
	for i, f := range b.files {
		if i == 0 || w.r.IntN(2) == 0 {
			f.src.Edit(w.r, e.Author, long)
			w.putFile(f)
		}
	}
	b.tip = w.mark
}

// take picks the files of a branch and locks or copies them.
func (w *writer) take(e *past.Event, copies bool) []*file {
	var out []*file
	for range e.N + 1 {
		f := w.pick(e.Area)
		if f == nil {
			break
		}
		if copies {
			out = append(out, &file{path: f.path, src: f.src.Clone()})
			continue
		}
		f.lock = e.Branch
		out = append(out, f)
	}
	return out
}

func (w *writer) merge(e *past.Event) {
	b := w.branches[e.Branch]
	if b == nil {
		return
	}
	w.begin(e, "refs/heads/main", "", 0, b.tip)
	for _, f := range b.files {
		f.lock = 0
		w.putFile(f)
	}
	w.main = w.mark
	delete(w.branches, e.Branch)
}

// pick draws a file of an area that no branch works on, some far more often than
// others; nil when there is none.
func (w *writer) pick(area int) *file {
	files := w.areas[area].files
	for range 12 {
		if len(files) == 0 {
			return nil
		}
		x := w.r.Float64()
		if f := files[int(x*x*float64(len(files)))]; f.lock == 0 {
			return f
		}
	}
	for _, f := range files {
		if f.lock == 0 {
			return f
		}
	}
	return nil
}

func (w *writer) revert(e *past.Event) {
	u := w.undo[e.Target]
	if u == nil {
		return
	}
	for _, f := range u.files {
		if f.lock != 0 {
			return
		}
	}
	w.begin(e, "refs/heads/main", "This reverts commit "+w.hash(u.mark)+".", 0, 0)
	for i, f := range u.files {
		f.src = u.was[i]
		w.putFile(f)
	}
	w.main = w.mark
	delete(w.undo, e.Target)
}

func (w *writer) module() string {
	host, _, _ := strings.Cut(w.o.Domain, ".")
	return w.o.Domain + "/" + host
}
