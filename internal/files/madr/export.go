package madr

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"plumbline/internal/files"
	"plumbline/internal/kinds/decide"
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
	names, files := map[record.Ref]string{}, map[record.Ref]string{}
	type found struct {
		id   record.Ref
		body decide.Decision
	}
	var all []found
	for _, it := range items {
		switch it.Kind {
		case "person":
			var p people.Person
			if err := json.Unmarshal(it.Data, &p); err != nil {
				return nil, fmt.Errorf("read person %s: %w", it.Key, err)
			}
			names[record.Ref(it.ID)] = p.Title
		case "decision":
			var d decide.Decision
			if err := json.Unmarshal(it.Data, &d); err != nil {
				return nil, fmt.Errorf("read decision %s: %w", it.Key, err)
			}
			all = append(all, found{record.Ref(it.ID), d})
			files[record.Ref(it.ID)] = fileOf(it.Key, d.Title)
		}
	}
	replaced := map[record.Ref][]string{}
	for _, f := range all {
		for _, old := range f.body.Supersedes {
			replaced[old] = append(replaced[old], files[f.id])
		}
	}
	var out []File
	for _, f := range all {
		doc := &Doc{Decision: f.body, Deciders: named(names, f.body.Deciders), Consulted: named(names, f.body.Consulted), Informed: named(names, f.body.Informed), SupersededBy: replaced[f.id]}
		out = append(out, File{string(f.id), files[f.id], Write(doc)})
	}
	return out, nil
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
