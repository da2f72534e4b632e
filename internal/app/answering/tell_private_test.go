package answering

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/tell"
	"plumbline/internal/answers/tell/paper"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/seal"
	"plumbline/internal/snapshot"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
)

// canary is a word that stands only where a report must not look; in the title of a record
// its kind follows it.
const canary = "Zeppelin"

var sighting = regexp.MustCompile(canary + `[a-z_-]*|7777|77[.,]7 ?%`)

// secret is an organisation whose leads keep some kinds to themselves, with the canary in
// every field of its records, in every restricted field, in every private kind, and in
// comments.
func secret(t *testing.T, closed ...record.Kind) (*office, record.Principal) {
	t.Helper()
	reg := kinds.Registry()
	for _, kind := range closed {
		reg.Lookup(kind).Policy.Read = record.Lead
	}
	o := vacant(t, reg)
	for _, r := range strings.Split(ground, "\n---\n") {
		head, rest, _ := strings.Cut(strings.TrimSpace(r), "\n")
		kind, key, _ := strings.Cut(head, " ")
		if slices.Contains(closed, record.Kind(kind)) {
			rest = strings.ReplaceAll(rest, "title: ", "title: "+canary+"-"+kind+" ")
		}
		o.put(record.Kind(kind), key, rest)
	}
	hidden(o, reg)
	o.sketch()
	lead := record.Principal{Person: o.team.Snapshot().System().ID("person", "ana"), Roles: record.Lead | record.Admin | record.Member}
	for _, d := range reg.All() {
		if d.Private() && !slices.Contains(words(o, lead), canary+"-"+string(d.Kind)) {
			t.Fatalf("say how a %s looks, so that the canary can be put there", d.Kind)
		}
	}
	return o, lead
}

// words are the canaries in what somebody alone reads, as they read it.
func words(o *office, who record.Principal) []string {
	o.t.Helper()
	var out []string
	for _, d := range o.team.Registry().All() {
		if !d.Private() {
			continue
		}
		for _, r := range o.team.View(who).All(d.Kind) {
			data, err := record.Encode(r.Body)
			if err != nil {
				o.t.Fatal(err)
			}
			out = append(out, sighting.FindAllString(string(data), -1)...)
		}
	}
	return out
}

// sketch plans with few futures: enough to tell of.
func (o *office) sketch() {
	o.t.Helper()
	pl, hash := o.projection(o.team.Snapshot())
	r, sim, err := plan.Simulate(o.t.Context(), pl, o.now, plan.Options{Seed: 1, Workers: 1, Schedules: 50, Trials: 400})
	if err != nil {
		o.t.Fatal(err)
	}
	values, err := risk.Values(o.t.Context(), pl, sim)
	if err != nil {
		o.t.Fatal(err)
	}
	o.Service.plan.Store(&planned{r, hash})
	o.Service.ahead.Store(&ahead{Risks: values, hash: hash})
}

// vacant is an office with nobody in it.
func vacant(t *testing.T, reg *record.Registry) *office {
	t.Helper()
	db, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{BallastBytes: -1})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, now: time.Date(2026, 2, 16, 8, 0, 0, 0, time.UTC), db: db}
	tm, err := team.Open(t.Context(), team.Options{Store: db, Registry: reg, Keys: seal.InMemory(), Now: func() time.Time { return o.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tm.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if o.Service, err = New(t.Context(), Options{Team: tm, Workers: 1, Search: 20 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	return o
}

// ground is something of everything that a report tells.
const ground = `
person ana
title: Ana
---
person ben
title: Ben
---
team us
title: Us
---
objective O-1
title: Fewer calls
from: 2026-01-01
to: 2026-06-30
status: active
results: [{name: Calls, baseline: 40, target: 20, series: [{on: 2026-01-02, value: 40}, {on: 2026-01-12, value: 40}, {on: 2026-01-22, value: 39}, {on: 2026-02-02, value: 40}, {on: 2026-02-13, value: 39.5}]}]
---
project PAY
title: Payments
status: active
teams: [us]
objectives: [O-1]
---
task PAY-1
title: The form
project: PAY
status: done
work: 8h
finished: 2026-02-12
people: [ana]
---
task PAY-2
title: The bank
project: PAY
status: doing
started: 2026-02-13
work: 60h
people: [ana]
---
task PAY-3
title: The key
project: PAY
status: blocked
work: 8h
people: [ben]
---
milestone launch
title: Launch
project: PAY
promises: [{date: 2026-02-25, to: Sales, odds: 85%, at: 2026-02-02T09:00:00Z}]
---
risk R-1
title: The bank is late
project: PAY
probability: 40%
owner: ben
hits: [{task: PAY-2, delay: 20h}]
---
decision D-1
title: Which key
status: proposed
due: 2026-02-25
deciders: [ana]
---
decision D-2
title: Which vault
status: accepted
outcome: Ours
options: [{name: Ours}]
date: 2026-02-13
---
action_item a
title: Show the form
owner: ben
due: 2026-02-13
state: done`

// hidden writes the canary wherever a policy says that not everybody reads.
func hidden(o *office, reg *record.Registry) {
	for _, d := range reg.All() {
		for _, f := range d.Fields {
			if f.Restricted != "" {
				o.restricted(d, f)
			}
		}
	}
	// The title of what is private names its kind; the other fields hold the bare word.
	own := func(kind record.Kind, rest string) {
		o.put(kind, "", "title: "+canary+"-"+string(kind)+"\n"+strings.ReplaceAll(rest, "CANARY", canary))
	}
	own("snooze", "item: CANARY\nfor: ana\nuntil: 2026-03-01\nreason: CANARY")
	own("one_on_one", "lead: ana\nperson: ben\nstate: active\nabout: CANARY\nevery: week\nnext: 2026-02-16")
	between := "\nseries: " + o.team.View(system).All("one_on_one")[0].ID
	own("private_note", "author: ana\nabout: ben\non: 2026-02-13\ntext: CANARY"+between)
	between += "\nbetween: [ana, ben]"
	own("conversation", "on: 2026-02-13\nnotes: CANARY"+between)
	own("talking_point", "state: open\nby: ben\nraised: 2026-02-09\nnote: CANARY"+between)
	own("talking_point", "state: open\nowner: ana\ndue: 2026-02-13\nnote: CANARY"+between)
	own("balance", "person: ana\ntechnical: 77.7%\nnote: CANARY")
	for _, on := range []string{"risk/R-1", "task/PAY-2", "decision/D-1", "milestone/launch", "objective/O-1", "project/PAY"} {
		o.put("comment", "", "on: "+on+"\nauthor: ana\ntext: "+canary)
	}
}

// restricted writes a record with the canary in one restricted field; one that is not
// text takes an amount that says the canary in figures.
func (o *office) restricted(d *record.Definition, f record.Field) {
	value := map[record.Type]string{record.Markdown: canary, record.Text: canary, record.Amount: "7777.77 EUR", record.Enum: ""}[f.Type]
	if f.Type == record.Enum {
		value = f.Enum[0]
	}
	text := map[record.Kind]string{
		"person":      "title: Cleo\n",
		"absence":     "person: ana\nfrom: 2026-02-18\nto: 2026-02-19\n",
		"stakeholder": "title: Finance\ntype: executive\nprojects: [PAY]\ncontact: ben\n",
	}[d.Kind]
	if text == "" || value == "" {
		o.t.Fatalf("say how a %s with %s looks, so that the canary can be put there", d.Kind, f.Name)
	}
	o.put(d.Kind, "", text+f.Name+": "+value)
}

// leaks lists the canaries that show in reports: each audience, as the answer, on
// paper and kept, and again a week later with what has changed since.
func leaks(o *office, lead record.Principal) []string {
	var out []string
	look := func(where string, data []byte) {
		for _, seen := range sighting.FindAllString(string(data), -1) {
			out = append(out, seen+" in "+where)
		}
	}
	for week := range 2 {
		for _, audience := range []string{"executives", "product", "engineers"} {
			v := o.team.View(lead)
			p := url.Values{"audience": {audience}}
			a, err := o.Answer(o.t.Context(), "tell", p, v)
			if err != nil {
				o.t.Fatal(err)
			}
			data, err := json.Marshal(a)
			if err != nil {
				o.t.Fatal(err)
			}
			look(fmt.Sprint(audience, " answered, week ", week), data)
			for format := range paper.Formats() {
				p.Set("format", format)
				data, err := o.Paper(o.t.Context(), p, v)
				if err != nil {
					o.t.Fatal(err)
				}
				look(fmt.Sprint(audience, " as ", format, ", week ", week), data)
			}
			kept, err := json.Marshal(o.keep(lead, tell.Keep{Audience: audience, Approve: true}))
			if err != nil {
				o.t.Fatal(err)
			}
			look(fmt.Sprint(audience, " kept, week ", week), kept)
		}
		o.now = o.now.Add(7 * 24 * time.Hour)
		o.sketch()
	}
	return out
}

// Whatever kind the leads keep to themselves, nothing of it enters a report: no word of
// its records, no title of one that another record refers to.
func TestNothingPrivateEntersAReport(t *testing.T) {
	for _, closed := range [][]record.Kind{nil, {"risk", "decision", "milestone", "action_item"}, {"objective", "team", "project"}, {"task"}} {
		o, lead := secret(t, closed...)
		for _, leak := range leaks(o, lead) {
			t.Errorf("with %v for leads alone: %s", closed, leak)
		}
	}
}

// With the author's own view in place of everybody's, the same test has to fail.
func TestNothingPrivateEntersAReportNoticesTheAuthorsOwnView(t *testing.T) {
	closed := []record.Kind{"risk", "decision", "milestone", "action_item"}
	o, lead := secret(t, closed...)
	o.readers = func(v *snapshot.View) *snapshot.View { return v }
	all := strings.Join(leaks(o, lead), "\n")
	for _, kind := range closed {
		if !strings.Contains(all, canary+"-"+string(kind)+" in ") {
			t.Errorf("a report made of what its author sees shows no %s, and should:\n%s", kind, all)
		}
	}
}

// With what its author alone reads told as something that was done, the same test has to
// fail, for each private kind.
func TestNothingPrivateEntersAReportNoticesWhatIsTheAuthorsAlone(t *testing.T) {
	o, lead := secret(t)
	own := words(o, lead)
	o.put("action_item", "", "owner: ben\ndue: 2026-02-13\nstate: done\ntitle: "+strings.Join(own, " "))
	all := strings.Join(leaks(o, lead), "\n")
	for _, d := range o.team.Registry().All() {
		if word := canary + "-" + string(d.Kind) + " in "; d.Private() && !strings.Contains(all, word) {
			t.Errorf("a report that tells what its author alone reads shows no %s, and should:\n%s", d.Kind, all)
		}
	}
}
