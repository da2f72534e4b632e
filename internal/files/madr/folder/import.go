// Package folder turns folders of decision records into change sets and decisions into
// folders of them: what package madr reads and writes as text meets the records here.
package folder

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/files/madr"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// Source is one Markdown file; Address is what the decision says it was found at, and
// by which it is known when it is read again.
type Source struct {
	Name    string // for messages
	Address string
	Data    []byte
}

// Import turns files into one change set against the decisions and people that are
// there: a file that was read before updates its decision. Notes say in sentences what
// was left out.
func Import(sources []Source, have []files.Item) (cs team.ChangeSet, notes []string, err error) {
	im := &importer{byAddress: map[string]files.Item{}, byFile: map[string]string{}}
	if err := im.learn(have); err != nil {
		return cs, nil, err
	}
	var docs []*madr.Doc
	var bad []fault.Problem
	for _, s := range sources {
		doc, err := madr.Parse(s.Name, s.Data)
		var f *fault.Error
		if errors.As(err, &f) && len(f.Problems) > 0 {
			bad = append(bad, f.Problems...)
			continue
		}
		if err != nil {
			return cs, nil, err
		}
		doc.Decision.Source = s.Address
		docs = append(docs, doc)
		im.name(s, doc)
	}
	if len(bad) > 0 {
		return cs, nil, &fault.Error{Code: fault.Invalid, Text: "The decision records were not imported; nothing was changed.", Problems: bad}
	}
	for i, doc := range docs {
		c, err := im.change(sources[i], doc, docs)
		if err != nil {
			return cs, nil, err
		}
		cs.Changes = append(cs.Changes, c)
	}
	cs.Via = team.ViaImport
	return cs, im.notes, nil
}

type importer struct {
	byAddress map[string]files.Item
	person    func(name string) record.ID
	byFile    map[string]string // base name of a file, and its number → id of its decision
	ids       []string          // of docs, in order
	notes     []string
}

func (im *importer) learn(have []files.Item) (err error) {
	for _, it := range have {
		if it.Kind != "decision" {
			continue
		}
		var d decide.Decision
		if err := json.Unmarshal(it.Data, &d); err != nil {
			return fmt.Errorf("read decision %s: %w", it.Key, err)
		}
		if d.Source != "" {
			im.byAddress[d.Source] = it
		}
	}
	im.person, err = Finder(have)
	return err
}

// name gives a file's decision its id, by which others of the set refer to it.
func (im *importer) name(s Source, doc *madr.Doc) {
	id := cmp.Or(im.byAddress[s.Address].ID, record.NewID(nil))
	im.ids = append(im.ids, id)
	im.byFile[strings.ToLower(path.Base(s.Name))] = id
	number := doc.Number
	if number == 0 {
		number, _ = strconv.Atoi(strings.TrimLeft(strings.SplitN(path.Base(s.Name), "-", 2)[0], "0"))
	}
	if number > 0 {
		im.byFile[strconv.Itoa(number)] = id
	}
}

func (im *importer) change(s Source, doc *madr.Doc, docs []*madr.Doc) (team.Change, error) {
	body, unknown := doc.Body(im.person)
	for _, n := range unknown {
		im.notes = append(im.notes, fmt.Sprintf("%s: nobody here is called %s; left out.", s.Name, n))
	}
	id := im.byFile[strings.ToLower(path.Base(s.Name))]
	for _, other := range doc.Supersedes {
		im.replace(&body, other, id, s.Name)
	}
	for i, d := range docs { // the older file may be the one that says it
		for _, other := range d.SupersededBy {
			if im.lookup(other) == id && im.ids[i] != id {
				body.Supersedes = append(body.Supersedes, record.Ref(im.ids[i]))
			}
		}
	}
	body.Supersedes = unique(body.Supersedes)
	data, err := record.Encode(&body)
	if err != nil {
		return team.Change{}, fmt.Errorf("encode %s: %w", s.Name, err)
	}
	n, err := record.ParseJSON(data)
	if err != nil {
		return team.Change{}, fmt.Errorf("read back %s: %w", s.Name, err)
	}
	forgetPlaces(n)
	if im.byAddress[s.Address].ID != "" {
		clearMissing(n)
	}
	return team.Change{Kind: "decision", ID: id, Op: team.Patch, Data: n, File: s.Name}, nil
}

func (im *importer) lookup(name string) string {
	return cmp.Or(im.byFile[strings.ToLower(path.Base(name))], im.byFile[strings.TrimLeft(name, "0")])
}

func (im *importer) replace(body *decide.Decision, other, self, file string) {
	switch id := im.lookup(other); id {
	case "":
		im.notes = append(im.notes, fmt.Sprintf("%s: what it supersedes, %s, is not among the files; left out.", file, other))
	case self:
	default:
		body.Supersedes = append(body.Supersedes, record.Ref(id))
	}
}

func unique(list []record.Ref) []record.Ref {
	var out []record.Ref
	seen := map[record.Ref]bool{}
	for _, r := range list {
		if !seen[r] {
			seen[r] = true
			out = append(out, r)
		}
	}
	return out
}

// clearMissing clears what a file can say and does not say any more.
func clearMissing(n *record.Node) {
	for _, f := range []string{"date", "context", "drivers", "options", "outcome", "why", "consequences", "confirmation"} {
		if n.Get(f) == nil {
			n.Members = append(n.Members, record.Entry{Name: f, Value: &record.Node{Shape: record.Null}})
		}
	}
}

// forgetPlaces takes line and column off: they are of the JSON, not of the file.
func forgetPlaces(n *record.Node) {
	n.Line, n.Column = 0, 0
	for _, i := range n.Items {
		forgetPlaces(i)
	}
	for _, m := range n.Members {
		forgetPlaces(m.Value)
	}
}
