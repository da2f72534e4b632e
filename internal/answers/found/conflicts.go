package found

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Conflict is two records of a tree that cannot both stand: Why is "both" when each says
// it replaces the other, "unsaid" when the first replaces the second and this one still
// says accepted, "twice" when both are accepted and answer the same question.
type Conflict struct {
	First, Second *Document
	Why           string
}

// Conflicts finds them among the records of one tree, in the order of the first. A file
// names another by its number or name in the same folder.
func Conflicts(docs []Document) []Conflict {
	at := index(docs)
	var out []Conflict
	for i := range docs {
		a := &docs[i]
		for _, b := range at.replaced(a) {
			switch {
			case slices.Contains(at.replaced(b), a):
				if a.Path < b.Path {
					out = append(out, Conflict{a, b, "both"})
				}
			case a.Status == "accepted" && b.Status == "accepted":
				out = append(out, Conflict{a, b, "unsaid"})
			}
		}
	}
	return append(out, twice(docs)...)
}

// places finds a document by its folder and the number or the base name of its file.
type places map[string]*Document

func index(docs []Document) places {
	out := places{}
	for i := range docs {
		d := &docs[i]
		dir := path.Dir(d.Path) + "/"
		out[dir+strings.ToLower(path.Base(d.Path))] = d
		if n := d.number(); n > 0 {
			out[dir+strconv.Itoa(n)] = d
		}
	}
	return out
}

// number is the one of its title, else the one its file begins with; 0 = none.
func (d *Document) number() int {
	if d.Number > 0 {
		return d.Number
	}
	digits := strings.TrimLeft(path.Base(d.Path), "adrADR-_")
	if i := strings.IndexFunc(digits, func(r rune) bool { return !unicode.IsDigit(r) }); i > 0 {
		n, err := strconv.Atoi(digits[:i])
		if err == nil {
			return n
		}
	}
	return 0
}

// replaced gives what a document says it replaces.
func (p places) replaced(d *Document) []*Document {
	var out []*Document
	for _, name := range d.Supersedes {
		dir := path.Dir(d.Path) + "/"
		to := p[dir+strings.ToLower(path.Base(name))]
		if to == nil {
			to = p[dir+strings.TrimLeft(name, "0")]
		}
		if to != nil && to != d && !slices.Contains(out, to) {
			out = append(out, to)
		}
	}
	return out
}

// twice finds accepted records of one folder with the same title.
func twice(docs []Document) []Conflict {
	var out []Conflict
	seen := map[string]*Document{}
	for i := range docs {
		d := &docs[i]
		words := strings.FieldsFunc(strings.ToLower(d.Title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if d.Status != "accepted" || len(words) == 0 {
			continue
		}
		key := path.Dir(d.Path) + "/" + strings.Join(words, " ")
		if first := seen[key]; first != nil {
			out = append(out, Conflict{first, d, "twice"})
			continue
		}
		seen[key] = d
	}
	return out
}
