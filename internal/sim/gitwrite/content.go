package gitwrite

import (
	"fmt"
	"strings"

	"plumbline/internal/sim"
	"plumbline/internal/sim/past"
	"plumbline/internal/sim/source"
)

// content writes what a commit on the default branch changes.
func (w *writer) content(i int, e *past.Event) {
	switch e.Kind {
	case past.Root:
		w.root()
	case past.Found:
		w.found(e)
	case past.Work, past.Visit:
		w.work(i, e)
	case past.Coupled:
		w.coupled(e)
	case past.Growth:
		w.growth(e)
	case past.Bump:
		w.raise(e)
	case past.Generated:
		a := &w.areas[e.Area]
		w.put(a.dir+"/gen/"+w.o.Areas[e.Area].Key+".pb.go", source.Machine(w.r, w.o.Areas[e.Area].Key, w.o.Areas[e.Area].Nouns))
	case past.Vendored:
		w.vendored(e)
	case past.Mass:
		w.mass(e)
	case past.Ignore:
		w.put(".git-blame-ignore-revs", []byte("# Changes that mean nothing\n"+strings.Join(w.ignore, "\n")+"\n"))
	case past.Move:
		w.move(e)
	case past.MoveAll:
		w.moveAll(e)
	case past.Paper:
		w.paper(&w.o.Documents[e.N])
	case past.Release:
		w.releases++
		w.put("VERSION", []byte(e.Name+"\n"))
	}
}

func (w *writer) root() {
	w.put(".gitignore", []byte("/bin/\nnode_modules/\n"))
	w.manifests()
}

// found writes an area's first files.
func (w *writer) found(e *past.Event) {
	for range max(2, w.o.Areas[e.Area].Files) {
		w.putFile(w.create(e.Area, e.Author))
	}
}

// create adds a file to an area, under a name not used before.
func (w *writer) create(area, by int) *file {
	a, f := &w.o.Areas[area], &w.areas[area]
	language := a.Language
	if language != "yaml" && w.r.IntN(12) == 0 {
		language = []string{"go", "sql", "yaml"}[w.r.IntN(3)]
	}
	path := w.fresh(area, language)
	n := &file{path: path, src: source.New(w.r, language, a.Key, a.Nouns, by)}
	n.src.Wide = w.wide()
	n.src.Grow(w.r, by)
	f.files = append(f.files, n)
	return n
}

// wide says whether sources are indented the old way still.
func (w *writer) wide() bool { return len(w.ignore) == 0 && len(w.o.Reformats) > 0 }

var parts = []string{"", "", "", "store/", "api/"}

func (w *writer) fresh(area int, language string) string {
	a, f := &w.o.Areas[area], &w.areas[area]
	for n := 0; ; n++ {
		name := a.Nouns[w.r.IntN(len(a.Nouns))] + "_" + endings[w.r.IntN(len(endings))]
		if n > 20 {
			name += fmt.Sprint(n + len(f.names))
		}
		if language == "go" && w.r.IntN(6) == 0 {
			name += "_test"
		}
		name = parts[w.r.IntN(len(parts))] + name + sim.Ext(language)
		if !f.names[name] {
			f.names[name] = true
			return f.dir + "/" + name
		}
	}
}

var endings = strings.Fields("store check plan list split rules state client server model limits report sync cache")

// work changes one to three files of an area, or adds one.
func (w *writer) work(i int, e *past.Event) {
	var u undo
	changed := map[*file]bool{}
	for k := range e.N {
		if !e.Reverted && e.Kind == past.Work && k == 0 && w.grows(e.Area) {
			w.putFile(w.create(e.Area, e.Author))
			continue
		}
		f := w.pick(e.Area)
		if f == nil || changed[f] {
			continue
		}
		changed[f] = true
		if e.Reverted {
			u.files, u.was = append(u.files, f), append(u.was, f.src.Clone())
		}
		f.src.Edit(w.r, e.Author, long)
		w.putFile(f)
	}
	if e.Reverted && len(u.files) > 0 {
		u.mark = w.mark
		w.undo[i] = &u
	}
}

// grows says whether a change adds a file: often while an area is small.
func (w *writer) grows(area int) bool {
	n := len(w.areas[area].files)
	return w.r.IntN(8+n*n/16) == 0
}

func (w *writer) coupled(e *past.Event) {
	p := &w.o.Pairs[e.N]
	for k, area := range p.Areas {
		f := w.reserved(area, p.Paths[k], e.Author)
		f.src.Touch(w.r, e.Author, 1+w.r.IntN(3))
		w.trim(f)
		w.putFile(f)
	}
}

// trim keeps a file that only gets lines from growing without end.
func (w *writer) trim(f *file) {
	for f.src.Lines() > 4*long && len(f.src.Blocks) > 1 {
		f.src.Blocks = f.src.Blocks[1:]
	}
}

func (w *writer) growth(e *past.Event) {
	f := w.reserved(e.Area, w.o.Hotspot.Path, e.Author)
	f.src.Touch(w.r, e.Author, 1+w.r.IntN(3))
	if w.r.IntN(3) == 0 {
		f.src.Grow(w.r, e.Author)
	}
	w.putFile(f)
}

// reserved gives a planted file, making it the first time. It lies where the area's
// directory is at that time.
func (w *writer) reserved(area int, path string, by int) *file {
	a := &w.o.Areas[area]
	path = w.areas[area].dir + strings.TrimPrefix(path, a.Dir)
	for _, f := range w.areas[area].special {
		if f.path == path {
			return f
		}
	}
	f := &file{path: path, src: source.New(w.r, a.Language, a.Key, a.Nouns, by)}
	f.src.Wide = w.wide()
	w.areas[area].special = append(w.areas[area].special, f)
	return f
}

func (w *writer) vendored(e *past.Event) {
	a := &w.areas[e.Area]
	a.copied++
	version := fmt.Sprintf("2.%d.0", a.copied)
	for k := range 24 {
		w.put(fmt.Sprintf("%s/vendor/chartkit/part%02d.js", a.dir, k), source.Library(w.r, version))
	}
}

// mass changes every source file in a way that means nothing.
func (w *writer) mass(e *past.Event) {
	for a := range w.areas {
		for _, f := range append(append([]*file(nil), w.areas[a].files...), w.areas[a].special...) {
			if f.lock != 0 {
				continue
			}
			if w.o.Reformats[e.N].Header {
				f.src.Licence(e.Author)
			} else {
				f.src.Reindent(e.Author)
			}
			w.putFile(f)
		}
	}
	w.text("\n")
	w.ignore = append(w.ignore, w.hash(w.mark))
}

func (w *writer) move(e *past.Event) {
	f := w.pick(e.Area)
	if f == nil {
		return
	}
	to := w.fresh(e.Area, f.src.Language)
	w.text("R ", f.path, " ", to, "\n")
	f.path = to
	f.src.Touch(w.r, e.Author, 1)
	w.putFile(f)
}

func (w *writer) moveAll(e *past.Event) {
	a := &w.areas[e.Area]
	to := w.o.Areas[e.Area].Dir
	w.text("R ", a.dir, " ", to, "\n")
	for _, f := range append(append([]*file(nil), a.files...), a.special...) {
		f.path = to + strings.TrimPrefix(f.path, a.dir)
	}
	a.dir = to
}

func (w *writer) paper(d *sim.Document) {
	if d.Text == "" {
		w.text("D ", d.Path, "\n")
		return
	}
	w.put(d.Path, []byte(d.Text))
}

// raise raises the version of one dependency.
func (w *writer) raise(e *past.Event) {
	w.bump[e.N%len(w.bump)]++
	w.manifests()
}

func (w *writer) manifests() {
	b := &w.bump
	w.put("go.mod", fmt.Appendf(nil, "module %s\n\ngo 1.24\n\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.%d.%d\n\tgithub.com/nats-io/nats.go v1.%d.0\n\tgolang.org/x/sync v0.%d.0\n)\n",
		w.module(), 2+b[0]/6, b[0]%6, 20+b[1], 4+b[2]/3))
	w.put("package.json", fmt.Appendf(nil, "{\n  \"name\": \"payments\",\n  \"private\": true,\n  \"dependencies\": {\n    \"react\": \"19.%d.%d\",\n    \"d3-scale\": \"4.0.%d\",\n    \"vite\": \"7.%d.0\"\n  }\n}\n",
		b[3]/7, b[3]%7, b[4], b[5]))
}
