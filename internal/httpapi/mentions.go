package httpapi

import (
	"net/url"

	"plumbline/internal/httpapi/prose"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// mentioned finds what a text names, as one viewer sees it, and remembers it. It is
// used by one text at a time.
type mentioned struct {
	view  *snapshot.View
	seen  map[string]bool
	links []wire.Mention
}

// resolve is a prose.Resolve. What is hidden from the viewer and what is not there are
// the same to it: the view knows neither.
func (m *mentioned) resolve(mark byte, name string) (prose.Link, bool) {
	r := m.find(mark, name)
	if r == nil {
		return prose.Link{}, false
	}
	link := prose.Link{Href: "/records/" + string(r.Kind) + "/" + url.PathEscape(r.Key), Title: m.view.Title(r)}
	text := string(mark) + name
	if !m.seen[text] {
		m.seen[text] = true
		m.links = append(m.links, wire.Mention{Text: text, Kind: string(r.Kind), ID: r.ID, Key: r.Key, Title: link.Title})
	}
	return link, true
}

// find looks for a person after @, and after # for the first kind, in the order of the
// registry, that has the key.
func (m *mentioned) find(mark byte, name string) *record.Record {
	if mark == '@' {
		return m.keyed("person", name)
	}
	for _, d := range m.view.Snapshot().Registry().All() {
		if d.Kind == "person" || d.Keyless {
			continue
		}
		if r := m.keyed(d.Kind, name); r != nil {
			return r
		}
	}
	return nil
}

// keyed finds a record by its key alone: an id in a text names nothing.
func (m *mentioned) keyed(kind record.Kind, name string) *record.Record {
	id := m.view.ID(kind, name)
	if id == "" || id == name {
		return nil
	}
	return m.view.Get(kind, id)
}
