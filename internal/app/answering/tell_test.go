package answering

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"plumbline/internal/answers/tell"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/align"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// dana is the lead who writes reports.
func dana(o *office) record.Principal {
	o.put("person", "dana", "title: Dana Weiss")
	return record.Principal{Person: o.team.Snapshot().System().ID("person", "dana"), Roles: record.Lead | record.Member}
}

func (o *office) keep(p record.Principal, k tell.Keep) *align.Report {
	o.t.Helper()
	done, err := o.KeepReport(o.t.Context(), p, k)
	if err != nil {
		o.t.Fatal(err)
	}
	return snapshot.Body[align.Report](o.team.View(p), "report", done.Records[0].ID)
}

func TestAReportIsKeptWithWhatWasSaidOfIt(t *testing.T) {
	o := opened(t)
	lead := dana(o)
	a := asked[tell.Answer](o, "tell", "audience=product")
	if len(a.Sections) < 2 || a.Sections[0].Part != tell.Outcome {
		t.Fatalf("the outcome does not come first: %+v", a.Sections)
	}
	first, second := a.Sections[0].Items[0], a.Sections[1].Items[0]
	k := tell.Keep{Audience: "product", Result: a.Result, Approve: true, Drop: []string{second.Subject},
		Edits: []tell.Edit{{Subject: first.Subject, Text: "The launch needs a decision."}}, Said: []tell.Said{{Part: tell.Thanks, Text: "Thanks to the night shift."}}}
	if _, err := o.KeepReport(t.Context(), record.Principal{Person: lead.Person, Roles: record.Member}, k); fault.CodeOf(err) != fault.Forbidden {
		t.Errorf("a member keeps a report: %v", err)
	}
	r := o.keep(lead, k)
	got := map[string]align.Sentence{}
	for _, s := range r.Sentences {
		got[s.Source+" "+s.Subject] = s
	}
	if e := got["edited "+first.Subject]; e.Was != first.Statement.Text() || len(e.Facts) != len(first.Statement.Evidence) || e.Text != "The launch needs a decision." {
		t.Errorf("the edited sentence: %+v", e)
	}
	if s := got["said "]; s.Text != "Thanks to the night shift." || len(s.Facts) != 0 {
		t.Errorf("the added sentence: %+v", s)
	}
	if _, there := got["computed "+second.Subject]; there || r.ApprovedBy != record.Ref(lead.Person) || !r.Approved.Equal(o.now) {
		t.Errorf("%+v", r)
	}
	k.Result = "another"
	if _, err := o.KeepReport(t.Context(), lead, k); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("a report nobody looked at is kept: %v", err)
	}
}

func TestWhatWasApprovedStays(t *testing.T) {
	o := opened(t)
	lead := dana(o)
	draft := o.keep(lead, tell.Keep{Audience: "product"})
	v := o.team.View(lead)
	id := v.All("report")[0].ID
	change := func(fields map[string]any) error {
		n, err := record.Written(fields)
		if err != nil {
			t.Fatal(err)
		}
		_, err = o.team.Apply(t.Context(), lead, team.ChangeSet{Changes: []team.Change{{Kind: "report", ID: id, Op: team.Patch, Data: n}}})
		return err
	}
	list := append([]align.Sentence{}, draft.Sentences...)
	list[0].Text = "All is well."
	if change(map[string]any{"sentences": list}) == nil {
		t.Error("words were changed and nothing says so")
	}
	list[0].Was, list[0].Source = draft.Sentences[0].Text, "edited"
	if err := change(map[string]any{"sentences": list}); err != nil {
		t.Error(err)
	}
	list[0].Facts = append([]align.ReportFact{}, align.ReportFact{Address: "result:other"})
	if change(map[string]any{"sentences": list}) == nil {
		t.Error("a sentence was given other facts")
	}
	if err := change(map[string]any{"status": "approved", "approved_by": lead.Person, "approved": o.now}); err != nil {
		t.Fatal(err)
	}
	for _, fields := range []map[string]any{{"title": "Another"}, {"status": "draft"}, {"sentences": draft.Sentences[:1]}, {"approved_by": o.team.Snapshot().System().ID("person", "ana")}} {
		if change(fields) == nil {
			t.Errorf("an approved report takes %v", fields)
		}
	}
	if err := change(map[string]any{"status": "sent", "sent": []align.Sending{{To: "Sales", On: "2026-02-16"}}}); err != nil {
		t.Error(err)
	}
	if change(map[string]any{"sent": []align.Sending{}}) == nil {
		t.Error("what was sent was taken back")
	}
	again := o.keep(lead, tell.Keep{Audience: "product", Approve: true})
	if string(again.Supersedes) != id {
		t.Errorf("the second report of the day supersedes %q, not %q", again.Supersedes, id)
	}
}

func TestTheNextReportSaysWhatMoved(t *testing.T) {
	o := opened(t)
	lead := dana(o)
	before := asked[tell.Answer](o, "tell", "audience=executives")
	if len(before.Since) != 0 || before.Last != nil {
		t.Fatalf("nothing was kept, and it is compared with %+v", before.Last)
	}
	o.keep(lead, tell.Keep{Audience: "executives", Approve: true})
	o.keep(lead, tell.Keep{Audience: "engineers"}) // a draft, and somebody else's
	o.now = o.now.Add(4 * 24 * time.Hour)
	o.put("absence", "", "person: ana\nfrom: 2026-02-20\nto: 2026-03-06\nreason: zebra")
	o.replan()
	a := asked[tell.Answer](o, "tell", "audience=executives")
	var moved []string
	for _, s := range a.Sections {
		for _, item := range s.Items {
			if s.Part == tell.Changed {
				moved = append(moved, item.Statement.Text())
			}
		}
	}
	all := strings.Join(moved, "|")
	if a.From != "2026-02-16" || a.Last == nil || !strings.Contains(all, "Launch moved") || !strings.Contains(all, "later: from") || !strings.Contains(all, "went from") {
		t.Errorf("since %s, compared with %+v: %q", a.From, a.Last, all)
	}
	if other := asked[tell.Answer](o, "tell", "audience=engineers"); other.Last != nil {
		t.Error("a draft is compared with")
	}
}

func TestTheFactOfAReportIsThePlanOfItsDay(t *testing.T) {
	o := opened(t)
	lead := dana(o)
	r := o.keep(lead, tell.Keep{Audience: "executives", Approve: true})
	address := r.Sentences[0].Facts[0].Address
	o.now = o.now.Add(5 * 24 * time.Hour)
	o.put("absence", "", "person: ana\nfrom: 2026-02-23\nto: 2026-03-06")
	o.replan()
	f, err := o.Fact(t.Context(), address, o.team.View(lead))
	if err != nil || f.When == nil || !f.When.Equal(time.Date(2026, 2, 16, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("%s opens %+v, %v", address, f, err)
	}
	if _, err := o.Fact(t.Context(), "result:plan@2020-01-01T00:00:00Z", o.team.View(lead)); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a plan that never was: %v", err)
	}
}

func TestAReportOnPaper(t *testing.T) {
	o := opened(t)
	lead := dana(o)
	o.keep(lead, tell.Keep{Audience: "product", Approve: true, Said: []tell.Said{{Part: tell.Asks, Text: "Come & see <b>it</b>."}}})
	v := o.team.View(lead)
	id := v.All("report")[0].ID
	for format, want := range map[string][]string{
		"markdown": {"# Product, 16 February 2026\n", "## Outcome\n", "Approved 16 February 2026 by Dana Weiss.", "- Come &amp; see &lt;b&gt;it&lt;/b&gt;. *(said by a person)*", "[^1]: ", "Flesch reading ease"},
		"html":     {"<h1>Product, 16 February 2026</h1>", "<h2>Outcome</h2>", "Come &amp; see &lt;b&gt;it&lt;/b&gt;.", `<li id="fact-1">`, "@media print"},
	} {
		data, err := o.Paper(t.Context(), url.Values{"report": {id}, "format": {format}}, v)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(string(data), w) {
				t.Errorf("%s lacks %q:\n%s", format, w, data)
			}
		}
		if text := string(data); strings.Contains(text, "<script") || strings.Contains(text, "http://") || strings.Contains(text, "src=") {
			t.Errorf("%s asks for something:\n%s", format, data)
		}
	}
	if _, err := o.Paper(t.Context(), url.Values{"format": {"pdf"}}, v); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("as pdf: %v", err)
	}
}
