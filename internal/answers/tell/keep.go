package tell

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tell/words"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/align"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// Keep is what somebody says when keeping a report.
type Keep struct {
	Audience string      // key, id or title
	Since    record.Date // as it was asked for
	Result   string      // of the answer that was looked at; "" = whatever it says now
	Drop     []string    // subjects of sentences that are not told
	Edits    []Edit
	Said     []Said
	Approve  bool
}

// Edit gives a sentence other words.
type Edit struct{ Subject, Text string }

// Said is a sentence that a person adds; it rests on no facts.
type Said struct{ Part, Text string }

// MaxText bounds the words of a sentence, in bytes.
const MaxText = 2000

// ChangeSet is the change set that keeps the report, approved by a person or as a draft.
func (a *Answer) ChangeSet(k Keep, by record.ID, now time.Time) (team.ChangeSet, error) {
	none := team.ChangeSet{}
	switch {
	case k.Result != "" && k.Result != a.Result:
		return none, fault.New(fault.Conflict, "What the report rests on has changed since you looked at it.").WithHint("Look at it again, then keep it.")
	case k.Approve && by == "":
		return none, fault.New(fault.Refused, "A report is approved by a person, and you are signed in as none.").WithHint("Keep it as a draft, or sign in as somebody.")
	}
	list, err := a.sentences(k)
	if err != nil {
		return none, err
	}
	r := align.Report{For: a.Audience.Key, Audience: record.Ref(a.Audience.ID), From: a.From, To: a.To, Status: "draft", Sentences: list}
	r.Title = a.Title
	for _, w := range a.Words {
		r.Words = append(r.Words, align.Explained(w))
	}
	if k.Approve {
		r.Status, r.ApprovedBy, r.Approved = "approved", record.Ref(by), now.UTC().Truncate(time.Second)
	}
	if a.Replaces != nil {
		r.Supersedes = record.Ref(a.Replaces.ID)
	}
	n, err := record.Written(r)
	return team.ChangeSet{Changes: []team.Change{{Kind: "report", Op: team.Put, Data: n}}}, err
}

// sentences are those of the answer with what was said of them.
func (a *Answer) sentences(k Keep) ([]align.Sentence, error) {
	edits := map[string]string{}
	for _, e := range k.Edits {
		edits[e.Subject] = strings.TrimSpace(e.Text)
	}
	unknown := func(name string) bool { return a.sentence(name) == nil }
	if names := slices.DeleteFunc(append(slices.Clone(k.Drop), keys(k.Edits)...), func(n string) bool { return !unknown(n) }); len(names) > 0 {
		return nil, fault.New(fault.NotFound, "The report has no sentence %q.", names[0]).WithHint("Look at it again, then keep it.")
	}
	var out []align.Sentence
	for _, s := range a.Sections {
		for i := range s.Items {
			if item := &s.Items[i]; !slices.Contains(k.Drop, item.Subject) {
				out = append(out, item.kept(s.Part, edits[item.Subject]))
			}
		}
	}
	for i, s := range k.Said {
		text := strings.TrimSpace(s.Text)
		if !slices.Contains(Parts(), s.Part) || text == "" {
			return nil, fault.New(fault.Invalid, "Sentence %d that you add has no words or no part.", i+1).WithHint("The parts are: %s.", strings.Join(Parts(), ", "))
		}
		out = append(out, align.Sentence{Part: s.Part, Text: text, Source: "said"})
	}
	for i := range out {
		if len(out[i].Text) > MaxText {
			return nil, fault.New(fault.TooLarge, "A sentence is longer than %d characters.", MaxText).WithHint("Say it in fewer words.")
		}
	}
	return out, nil
}

func keys(list []Edit) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.Subject)
	}
	return out
}

func (a *Answer) sentence(name string) *Sentence {
	for _, s := range a.Sections {
		for i := range s.Items {
			if s.Items[i].Subject == name {
				return &s.Items[i]
			}
		}
	}
	return nil
}

// kept is the sentence as a record has it, with other words where some are given.
func (s *Sentence) kept(part, other string) align.Sentence {
	out := align.Sentence{Subject: s.Subject, Part: part, Text: s.Statement.Text(), Source: "computed", Figures: figures(s.raw)}
	for _, f := range s.Statement.Evidence {
		out.Facts = append(out.Facts, align.ReportFact{Address: f.Address, Label: f.Label})
	}
	if other != "" && other != out.Text {
		out.Was, out.Text, out.Source = out.Text, other, "edited"
	}
	return out
}

// ReadingOf says in words how a text reads.
func ReadingOf(r words.Reading) statement.Statement {
	took := fmt.Sprintf("%.0f seconds", r.Seconds)
	if r.Seconds >= 90 {
		took = statement.Numbered(math.Round(r.Seconds/60), "minute|minutes")
	}
	tenth := func(x float64) float64 { return math.Round(10*x) / 10 }
	return statement.New("tell.reading", statement.N("n", r.Words), statement.N("per", tenth(r.PerOne)), statement.Portion("long", r.Long), statement.Words("time", took), statement.N("ease", math.Round(r.Ease)))
}
