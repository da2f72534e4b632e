package folder

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"plumbline/internal/files"
	"plumbline/internal/files/madr"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
)

// File is one decision as Markdown.
type File struct {
	ID   record.ID
	Name string // "0007-use-postgresql.md"
	Data []byte
}

// Export writes every decision among the items, with the people among them by name.
func Export(items []files.Item) ([]File, error) {
	docs, err := Docs(items)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, d := range docs {
		out = append(out, File{d.ID, d.Name, madr.Write(d.Doc)})
	}
	return out, nil
}

// Named is one decision as a file would have it, and that file's name.
type Named struct {
	ID   record.ID
	Name string
	Doc  *madr.Doc
}

// Docs makes every decision among the items ready to be written.
func Docs(items []files.Item) ([]Named, error) {
	names := map[record.Ref]string{}
	var out []Named
	for _, it := range items {
		switch it.Kind {
		case "person":
			var p people.Person
			if err := json.Unmarshal(it.Data, &p); err != nil {
				return nil, fmt.Errorf("read person %s: %w", it.Key, err)
			}
			names[record.Ref(it.ID)] = p.Title
		case "decision":
			doc := &madr.Doc{}
			if err := json.Unmarshal(it.Data, &doc.Decision); err != nil {
				return nil, fmt.Errorf("read decision %s: %w", it.Key, err)
			}
			out = append(out, Named{it.ID, fileOf(it.Key, doc.Decision.Title), doc})
		}
	}
	replaced := map[record.Ref][]string{}
	for _, f := range out {
		for _, old := range f.Doc.Decision.Supersedes {
			replaced[old] = append(replaced[old], f.Name)
		}
	}
	for _, f := range out {
		d := &f.Doc.Decision
		f.Doc.Deciders, f.Doc.Consulted, f.Doc.Informed = named(names, d.Deciders), named(names, d.Consulted), named(names, d.Informed)
		f.Doc.SupersededBy = replaced[record.Ref(f.ID)]
	}
	return out, nil
}

// Finder gives the person among the items that a name in a file means: by key, title
// or e-mail; "" when there is none.
func Finder(items []files.Item) (func(name string) record.ID, error) {
	known := map[string]record.ID{}
	for _, it := range items {
		if it.Kind != "person" {
			continue
		}
		var p people.Person
		if err := json.Unmarshal(it.Data, &p); err != nil {
			return nil, fmt.Errorf("read person %s: %w", it.Key, err)
		}
		for _, n := range []string{it.Key, p.Title, p.Email} {
			if n != "" {
				known[strings.ToLower(n)] = it.ID
			}
		}
	}
	return func(name string) record.ID { return known[strings.ToLower(name)] }, nil
}

// fileOf names a file by the number in its key and its title: both together are one
// file's alone.
func fileOf(key, title string) string {
	slug := record.Slug(title)
	if i := strings.LastIndexByte(key, '-'); i >= 0 {
		if n, err := strconv.Atoi(key[i+1:]); err == nil {
			return fmt.Sprintf("%04d-%s.md", n, slug)
		}
	}
	return record.Slug(key) + "-" + slug + ".md"
}

func named(names map[record.Ref]string, list []record.Ref) []string {
	var out []string
	for _, r := range list {
		if n := names[r]; n != "" {
			out = append(out, n)
		}
	}
	return out
}
