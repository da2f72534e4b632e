package load

import (
	"maps"
	"slices"
	"strings"
	"time"

	"plumbline/internal/kinds/align"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/sim"
)

// keyed is the records that purpose speaks of by their keys, kind and key together.
type keyed map[string]record.Ref

func (k keyed) refs(kind string, keys []string) []record.Ref {
	var out []record.Ref
	for _, key := range keys {
		out = append(out, k[kind+"/"+key])
	}
	return out
}

// purpose writes what the work is for. It comes last, so that the ids of all else stay
// as they were.
func (l *loader) purpose() {
	p, k := &l.o.Purpose, keyed{}
	for _, i := range l.out {
		if i.Key != "" {
			k[string(i.Kind)+"/"+i.Key] = record.Ref(i.ID)
		}
	}
	for _, s := range p.Strategies {
		k["strategy/"+s.Key] = l.strategy(&s)
	}
	for _, b := range p.Bets {
		k["bet/"+b.Key] = l.add("bet", b.Key, &decide.Bet{Base: base(b.Title), Strategy: k["strategy/"+b.Strategy], Horizon: b.Horizon, Because: record.Prose(b.Because),
			WrongIf: record.Prose(b.WrongIf), Share: record.Share(10 * b.Share), Look: day(b.Look), Owner: l.person[b.Owner]})
	}
	for _, o := range p.Objectives {
		k["objective/"+o.Key] = l.add("objective", o.Key, l.objective(&o, k))
	}
	for _, a := range p.Audiences {
		k["audience/"+a.Key] = l.add("audience", a.Key, &align.Audience{Base: base(a.Title), Vocabulary: a.Vocabulary, Depth: a.Depth, Wants: record.Prose(a.Wants), Hides: a.Hides, Cadence: a.Cadence, Channel: a.Channel})
	}
	for _, s := range p.Stakeholders {
		k["stakeholder/"+s.Key] = l.add("stakeholder", s.Key, l.stakeholder(&s, k))
	}
	for _, t := range p.Terms {
		l.add("term", t.Key, &align.Term{Base: base(t.Title), Plain: record.Prose(t.Plain), Meaning: record.Prose(t.Meaning), Forms: t.Forms, Technical: t.Technical, Instead: t.Instead})
	}
	for _, r := range p.Requirements {
		k["requirement/"+r.Key] = l.add("requirement", r.Key, l.requirement(&r, k))
	}
	for _, r := range p.Reports {
		k["report/"+r.Key] = l.add("report", r.Key, l.report(&r, k))
	}
	l.tie(p, k)
	l.pledges(p, k)
}

// pledges writes the teams next door, what teams offer, and what they promised.
func (l *loader) pledges(p *sim.Purpose, k keyed) {
	k["team/"] = l.team
	for i := range l.out {
		if b, ok := l.out[i].Body.(*people.Team); ok {
			b.Interfaces = offers(p.Offers)
		}
	}
	for _, t := range p.Teams {
		k["team/"+t.Key] = l.add("team", t.Key, &people.Team{Base: base(t.Title), Purpose: record.Prose(t.Purpose), Interfaces: offers(t.Offers)})
	}
	for _, v := range p.Pledges {
		b := &align.Promise{Base: base(v.Title), From: k["team/"+v.From], To: k["team/"+v.To], What: record.Prose(v.What), Interface: v.Interface, Date: day(v.Date), Odds: record.Share(10 * v.Odds),
			Milestone: k["milestone/"+v.Milestone], Tasks: k.refs("task", v.Tasks), Waits: k.refs("task", v.Waits), Status: v.Status, Ended: day(v.Ended), Replaces: k["promise/"+v.Replaces]}
		for _, w := range v.Said {
			word := align.Word{On: day(w.On), Odds: record.Share(10 * w.Odds), Note: w.Note}
			if w.By >= 0 {
				word.By = l.person[w.By]
			}
			b.Said = append(b.Said, word)
		}
		k["promise/"+v.Key] = l.add("promise", v.Key, b)
	}
}

func offers(list []sim.Offer) []people.TeamInterface {
	var out []people.TeamInterface
	for _, o := range list {
		out = append(out, people.TeamInterface{Offers: o.What, Ask: o.Ask})
	}
	return out
}

// report writes one that was approved at the end of its last day.
func (l *loader) report(r *sim.Report, k keyed) *align.Report {
	b := &align.Report{Base: base(r.Title), For: r.For, Audience: k["audience/"+r.For], From: day(r.From), To: day(r.To), Status: "approved", ApprovedBy: l.person[r.By], Approved: r.To.Add(15 * time.Hour)}
	for _, line := range r.Lines {
		about, result, isResult := strings.Cut(line.About, "#")
		s := align.Sentence{Part: line.Part, Text: line.Text, Source: "computed", Subject: line.Part + "/" + line.After + string(k[about])}
		if isResult {
			s.Subject += "/" + result
		}
		for _, f := range line.Facts {
			s.Facts = append(s.Facts, l.told(f, k))
		}
		if len(s.Facts) == 0 {
			s.Source, s.Subject = "said", ""
		}
		for _, f := range []align.ReportFigure{{Name: "sure", On: day(line.Sure)}, {Name: "odds", Number: line.Odds}, {Name: "date", On: day(line.Date)}} {
			if f.On != "" || f.Number > 0 {
				s.Figures = append(s.Figures, f)
			}
		}
		b.Sentences = append(b.Sentences, s)
	}
	for _, w := range r.Words {
		b.Words = append(b.Words, align.Explained{Term: w.Title, Plain: w.Plain})
	}
	return b
}

// told is a fact of a report: a record in its first version, or the plan.
func (l *loader) told(name string, k keyed) align.ReportFact {
	if name == "result:plan" {
		return align.ReportFact{Address: name, Label: "the plan and its simulation"}
	}
	kind, _, _ := strings.Cut(name, "/")
	for _, i := range l.out {
		if i.ID == string(k[name]) {
			return align.ReportFact{Address: "rec:" + kind + "/" + i.ID + "@1", Label: i.Body.Common().Title}
		}
	}
	panic("load: there is no " + name)
}

// strategy writes one with who has read it and what they asked.
func (l *loader) strategy(s *sim.Strategy) record.Ref {
	b := &decide.Strategy{Base: base(s.Title), Status: s.Status, Owner: l.person[s.Owner], Vision: record.Prose(s.Vision), Direction: record.Prose(s.Direction), Without: s.Without, From: day(s.From), Review: day(s.Review)}
	for _, f := range s.Findings {
		b.Diagnosis = append(b.Diagnosis, decide.Finding{Text: f.Text, Evidence: f.Evidence})
	}
	ref := l.add("strategy", s.Key, b)
	on := "strategy/" + string(ref)
	for i, p := range s.Readers {
		l.add("reading", "", &decide.Reading{On: on, Person: l.person[p], Read: day(s.From.AddDate(0, 0, 1+i)), Version: 1})
	}
	for _, q := range s.Questions {
		asked := l.add("comment", "", &frame.Comment{On: on, Author: l.person[q.By], Text: record.Prose(q.Text), Settled: q.Answer != ""})
		if q.Answer != "" {
			l.add("comment", "", &frame.Comment{On: on, Author: l.person[q.AnsweredBy], Answers: asked, Text: record.Prose(q.Answer)})
		}
	}
	return ref
}

func (l *loader) objective(o *sim.Objective, k keyed) *align.Objective {
	b := &align.Objective{Base: base(o.Title), Why: record.Prose(o.Why), Owner: l.person[o.Owner], Team: l.team, From: day(o.From), To: day(o.To), Parent: k["objective/"+o.Parent], Bets: k.refs("bet", o.Bets), Status: o.Status}
	for _, r := range o.Results {
		kr := align.KeyResult{Name: r.Name, Unit: r.Unit, Baseline: r.Baseline, Target: r.Target, By: day(r.By), Confidence: record.Share(10 * r.Confidence), Milestones: k.refs("milestone", r.Milestones)}
		for _, v := range r.Series {
			kr.Series = append(kr.Series, align.Value{On: day(v.On), Value: v.Value})
		}
		b.Results = append(b.Results, kr)
	}
	return b
}

func (l *loader) stakeholder(s *sim.Stakeholder, k keyed) *align.Stakeholder {
	b := &align.Stakeholder{Base: base(s.Title), Type: s.Type, Contact: l.person[s.Contact], Audience: k["audience/"+s.Audience], Cadence: s.Cadence, Interest: s.Interest, Influence: s.Influence, Concerns: record.Prose(s.Concerns)}
	for _, p := range s.Projects {
		b.Projects = append(b.Projects, l.project[p])
	}
	return b
}

func (l *loader) requirement(r *sim.Requirement, k keyed) *deliver.Requirement {
	b := &deliver.Requirement{Base: base(r.Title), Project: l.project[r.Project], Parent: k["requirement/"+r.Parent], Statement: record.Prose(r.Statement), Type: r.Type, Priority: r.Priority, Status: r.Status,
		Owner: l.person[r.Owner], Milestone: k["milestone/"+r.Milestone]}
	b.Wanted = deliver.Wanted{By: k.refs("stakeholder", r.By), Why: record.Prose(r.Why), Value: record.Prose(r.Value), Evidence: r.Evidence}
	for _, a := range r.Acceptance {
		b.Acceptance = append(b.Acceptance, deliver.Acceptance{Text: a.Text, How: a.How, Result: a.Result, On: day(a.On)})
	}
	b.Feasibility = deliver.Feasibility{Effort: record.Estimate{Low: record.Minutes(r.Low), Likely: record.Minutes(r.Likely), High: record.Minutes(r.High)}, Recommendation: record.Prose(r.Recommendation)}
	return b
}

// tie lets projects, tasks and decisions name what they serve.
func (l *loader) tie(p *sim.Purpose, k keyed) {
	at := map[string]record.Body{}
	for _, i := range l.out {
		at[string(i.Kind)+"/"+i.Key] = i.Body
	}
	for _, key := range slices.Sorted(maps.Keys(p.Serves)) {
		if b, ok := at["project/"+key].(*deliver.Project); ok {
			b.Objectives = k.refs("objective", p.Serves[key])
		} else if b, ok := at["task/"+key].(*deliver.Task); ok {
			b.Objectives = k.refs("objective", p.Serves[key])
		}
	}
	for key, list := range p.Meets {
		if b, ok := at["task/"+key].(*deliver.Task); ok {
			b.Requirements = k.refs("requirement", list)
		}
	}
	for key, list := range p.Decided {
		if b, ok := at["decision/"+key].(*decide.Decision); ok {
			b.Bets = k.refs("bet", list)
		}
	}
}
