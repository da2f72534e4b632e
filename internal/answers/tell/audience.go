package tell

import (
	"cmp"
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/tell/words"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/align"
	"plumbline/internal/snapshot"
)

// Audience is who is told, and how. One without an id needs no record.
type Audience struct {
	answer.Rec
	Vocabulary string   `json:"vocabulary"` // plain, business, technical
	Depth      string   `json:"depth"`      // outcome, summary, detail
	Hides      []string `json:"hides"`      // money, people, risks, tasks, code
	Wants      string   `json:"wants,omitempty"`
}

func depths() map[string]int { return map[string]int{"outcome": 0, "summary": 1, "detail": 2} }

// room is how many sentences a part has.
func room(depth string) int {
	return map[string]int{"outcome": 5, "summary": 8, "detail": 20}[depth]
}

// audiences are those recorded, the least deep first; where there are none, three that
// most organisations have.
func audiences(v *snapshot.View) []Audience {
	var out []Audience
	for _, a := range snapshot.List[align.Audience](v, "audience") {
		out = append(out, Audience{Rec: answer.RecOf(v, "audience", a.ID), Vocabulary: a.Body.Vocabulary, Depth: a.Body.Depth, Hides: append([]string{}, a.Body.Hides...), Wants: string(a.Body.Wants)})
	}
	if len(out) == 0 {
		return []Audience{
			{Rec: answer.Rec{Kind: "audience", Key: "executives", Title: "Executives"}, Vocabulary: "plain", Depth: "outcome", Hides: []string{"people", "tasks", "code"}},
			{Rec: answer.Rec{Kind: "audience", Key: "product", Title: "Product"}, Vocabulary: "business", Depth: "summary", Hides: []string{"money", "code"}},
			{Rec: answer.Rec{Kind: "audience", Key: "engineers", Title: "Engineers"}, Vocabulary: "technical", Depth: "detail", Hides: []string{"money"}},
		}
	}
	slices.SortStableFunc(out, func(a, b Audience) int { return cmp.Compare(depths()[a.Depth], depths()[b.Depth]) })
	return out
}

func find(all []Audience, name string) (Audience, error) {
	if name == "" {
		return all[0], nil
	}
	var keys []string
	for _, a := range all {
		if a.ID == name || strings.EqualFold(a.Key, name) || strings.EqualFold(a.Title, name) {
			return a, nil
		}
		keys = append(keys, a.Key)
	}
	return Audience{}, fault.New(fault.NotFound, "There is no audience %q.", name).WithHint("Those there are: %s.", strings.Join(keys, ", "))
}

// glossary gives the terms as far as they are for everybody.
func glossary(v *snapshot.View) *words.Glossary {
	var list []words.Entry
	for _, t := range snapshot.List[align.Term](v, "term") {
		b := t.Body
		list = append(list, words.Entry{Title: b.Title, Forms: b.Forms, Plain: string(b.Plain), Meaning: string(b.Meaning), Instead: b.Instead, Technical: b.Technical})
	}
	return words.New(list)
}

// Hides says whether the audience of a kept report leaves something out, as it is
// described now; where its record is gone, everything is left out that can be.
func Hides(v *snapshot.View, r *align.Report, what string) bool {
	a, err := find(audiences(v), r.For)
	return err != nil || slices.Contains(a.Hides, what)
}
