package listing

import (
	"encoding/json"
	"slices"
	"strings"

	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// The number of things a search gives.
const (
	DefaultFound = 20
	MaxFound     = 100
)

// Search finds records of any kind that the viewer may see: by key, title, tag and, for
// texts of at least three letters, prose. What begins with the text comes first.
func Search(v *snapshot.View, text string, limit int) []wire.Found {
	text = strings.ToLower(strings.TrimSpace(text))
	if limit <= 0 {
		limit = DefaultFound
	}
	limit = min(limit, MaxFound)
	out := []wire.Found{}
	if text == "" {
		return out
	}
	type hit struct {
		rank int
		at   place
		wire.Found
	}
	var hits []hit
	for i, d := range v.Snapshot().Registry().All() {
		v.Each(d.Kind, func(r *record.Record) bool {
			if rank, why := score(v, d, r, text); why != "" {
				f := wire.Found{Kind: string(r.Kind), ID: r.ID, Key: r.Key, Title: v.Title(r), Why: why}
				hits = append(hits, hit{rank*100 + i, place{keyText(r.Key), r.ID}, f})
			}
			return true
		})
	}
	slices.SortFunc(hits, func(a, b hit) int {
		switch {
		case a.rank != b.rank:
			return a.rank - b.rank
		case a.at.before(b.at):
			return -1
		}
		return 1
	})
	for _, h := range hits[:min(limit, len(hits))] {
		out = append(out, h.Found)
	}
	return out
}

func score(v *snapshot.View, d *record.Definition, r *record.Record, text string) (rank int, why string) {
	key, title := strings.ToLower(r.Key), strings.ToLower(v.Title(r))
	switch {
	case key == text:
		return 0, "key"
	case strings.HasPrefix(title, text):
		return 1, "title"
	case strings.HasPrefix(key, text):
		return 2, "key"
	case strings.Contains(title, " "+text):
		return 3, "title"
	case strings.Contains(title, text):
		return 4, "title"
	case strings.Contains(key, text):
		return 5, "key"
	case slices.ContainsFunc(r.Body.Common().Tags, func(t string) bool { return strings.Contains(strings.ToLower(t), text) }):
		return 6, "tag"
	case len([]rune(text)) >= 3 && inProse(d, r, text):
		return 7, "text"
	}
	return 0, ""
}

// inProse looks into the record's own texts in Markdown.
func inProse(d *record.Definition, r *record.Record, text string) bool {
	var c record.Content
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Type != record.Markdown || f.List {
			continue
		}
		if c == nil {
			c = Content(r)
		}
		var s string
		if json.Unmarshal(c[f.Name], &s) == nil && strings.Contains(strings.ToLower(s), text) {
			return true
		}
	}
	return false
}
