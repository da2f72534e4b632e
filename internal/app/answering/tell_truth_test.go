package answering

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"plumbline/history/historytest"
	"plumbline/internal/answers/tell"
	"plumbline/internal/files"
	"plumbline/internal/files/tasks"
	"plumbline/internal/jobs"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/sim"
	"plumbline/internal/sim/load"
	"plumbline/internal/store"
	"plumbline/internal/team"
)

// simulated is a synthetic organisation as its people wrote it down, with a plan.
func simulated(t *testing.T, opt sim.Options) *office {
	t.Helper()
	o := vacant(t, kinds.Registry())
	org := sim.New(opt)
	o.now = org.Today.Add(9 * time.Hour)
	cs := team.ChangeSet{Via: team.ViaImport}
	for _, item := range load.Records(org, load.Options{}) {
		data, err := item.Data()
		if err != nil {
			t.Fatal(err)
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: item.Kind, ID: item.ID, Key: item.Key, Op: team.Put, Data: data})
	}
	if _, err := o.team.Apply(t.Context(), system, cs); err != nil {
		t.Fatal(err)
	}
	o.sketch()
	return o
}

// Each figure of each sentence comes of its facts, for every audience, in organisations
// of three sizes.
func TestEveryFigureOfAReportComesOfItsFacts(t *testing.T) {
	for _, opt := range []sim.Options{{Seed: 11, People: 5, Tasks: 18, Weeks: 30}, {Seed: 12, People: 12, Tasks: 40, Weeks: 40}, {Seed: 13, People: 24, Tasks: 90, Weeks: 52}} {
		o := simulated(t, opt)
		seen := 0
		for _, audience := range []string{"executives", "product", "engineers"} {
			since := record.DateOf(o.now).Add(-45)
			d := &auditor{office: o, t: t, v: o.team.View(system), a: asked[tell.Answer](o, "tell", "audience="+audience+"&since="+string(since))}
			d.audit()
			seen += d.seen
		}
		if seen < 25 {
			t.Errorf("seed %d: only %d sentences were reckoned", opt.Seed, seen)
		}
	}
}

// The same of a repository of git and a backlog as a forge exports it.
func TestEveryFigureOfAReportOnARepositoryComesOfItsFacts(t *testing.T) {
	o := opened(t)
	repo := historytest.New(t)
	first := int(time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC).Sub(historytest.Epoch).Hours() / 24)
	for i := range 16 {
		by := []string{ana, ben}[i%2]
		repo.Add(historytest.Commit{By: by, Day: first + i, Message: fmt.Sprintf("Step %d\n\nReviewed-by: %s", i, []string{ben, ana}[i%2]), Files: map[string]string{"queue/work.go": historytest.Lines("queue", 10+i)}})
	}
	path := repo.Write()
	o.put("identity", "ana-mail", "person: ana\nname: Ana Alvarez\nemail: ana@example.net\n")
	o.put("identity", "ben-mail", "person: ben\nname: Ben Brook\nemail: ben@example.net\n")
	o.put("repository", "code", "title: code\npath: "+path)
	id := o.team.Snapshot().System().ID("repository", "code")
	if err := o.read(t.Context(), store.Job{Args: []byte(`{"repository":"` + id + `"}`)}, func(jobs.Progress) {}); err != nil {
		t.Fatal(err)
	}
	d := &auditor{office: o, t: t, repo: path}
	o.backlog(t)
	o.sketch()
	d.v = o.team.View(system)
	for _, audience := range []string{"engineers", "product", "executives"} {
		d.a = asked[tell.Answer](o, "tell", "audience="+audience)
		d.audit()
		if audience == "engineers" {
			all := ""
			for _, s := range d.a.Sections {
				for i := range s.Items {
					all += s.Items[i].Statement.Text() + "\n"
				}
			}
			for _, want := range []string{"commits came to", "reviewed what others wrote", "Close the queue", "3 pieces of work were"} {
				if !strings.Contains(all, want) {
					t.Errorf("%s are not told %q:\n%s", audience, want, all)
				}
			}
		}
	}
}

// backlog imports issues as gh issue list prints them.
func (o *office) backlog(t *testing.T) {
	t.Helper()
	_, issues, err := tasks.Read("issues.json", []byte(`[
		{"number":1,"title":"Close the queue","state":"CLOSED","stateReason":"COMPLETED","closedAt":"2026-02-12T10:00:00Z","url":"https://forge.example/1","assignees":[{"login":"ana@example.net"}],"labels":[]},
		{"number":2,"title":"Open it again","state":"CLOSED","stateReason":"COMPLETED","closedAt":"2026-02-13T10:00:00Z","url":"https://forge.example/2","assignees":[],"labels":[]},
		{"number":3,"title":"An old one","state":"CLOSED","stateReason":"COMPLETED","closedAt":"2026-01-13T10:00:00Z","url":"https://forge.example/3","assignees":[],"labels":[]},
		{"number":4,"title":"Count what waits","state":"OPEN","url":"https://forge.example/4","assignees":[{"login":"ben@example.net"}],"labels":[]},
		{"number":5,"title":"Measure it","state":"CLOSED","stateReason":"COMPLETED","closedAt":"2026-02-16T06:00:00Z","url":"https://forge.example/5","assignees":[],"labels":[]}]`))
	if err != nil {
		t.Fatal(err)
	}
	have, err := files.ItemsOf(o.team.View(system), "person", "identity", "skill", "project", "task")
	if err != nil {
		t.Fatal(err)
	}
	m, err := tasks.Map("NEW", issues, have)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.team.Apply(t.Context(), system, m.Set); err != nil {
		t.Fatal(err)
	}
}

// An executive reads no word that the glossary calls technical: not in a sentence, a
// label, an explanation, on paper, or where two pieces meet.
func TestExecutivesReadNoTechnicalTerm(t *testing.T) {
	o := simulated(t, sim.Options{Seed: 14, People: 8, Tasks: 40, Weeks: 30})
	technical := map[string]bool{}
	for i, r := range o.team.View(system).All("task") { // words of the organisation's own titles
		words := strings.Fields(o.team.View(system).Title(r))
		if word := strings.ToLower(strings.Trim(words[len(words)-1], ".,")); len(word) > 3 && i%3 == 0 && !technical[word] {
			technical[word] = true
			o.put("term", "", fmt.Sprintf("title: %q\nplain: Something that machines do.\ntechnical: true\ninstead: thing %d", word, i))
		}
	}
	for _, r := range o.team.View(system).All("milestone") {
		for _, word := range strings.Fields(strings.ToLower(o.team.View(system).Title(r))) {
			if !technical[word] {
				technical[word] = true
				o.put("term", "", fmt.Sprintf("title: %q\nplain: A day on which something is there.\ntechnical: true", word))
			}
		}
	}
	v := o.team.View(system)
	since := string(record.DateOf(o.now).Add(-45))
	for _, format := range []string{"markdown", "html"} {
		data, err := o.Paper(t.Context(), url.Values{"audience": {"executives"}, "since": {since}, "format": {format}}, v)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(data), "</style>")
		if format == "markdown" {
			text = string(data)
		}
		for _, word := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz-", c) }) {
			if technical[word] {
				t.Errorf("executives read %q as %s:\n%s", word, format, text)
			}
		}
	}
	if len(technical) < 8 {
		t.Errorf("only %d words are technical", len(technical))
	}
}
