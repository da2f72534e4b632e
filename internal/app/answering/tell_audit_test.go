package answering

import (
	"encoding/json"
	"fmt"
	"math"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	purpose "plumbline/internal/answers/align"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tell"
	"plumbline/internal/kinds/align"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// auditor reckons what a report must say from the records, the futures of the plan and
// git, without the code that writes reports.
type auditor struct {
	*office
	t    *testing.T
	v    *snapshot.View
	a    *tell.Answer
	repo string // path of the git repository; "" = none
	seen int
}

// one is a sentence as the API gives it.
type one struct {
	statement.Rendered
	part, subject, text string
}

var quoted = regexp.MustCompile(`“[^”]*”`)

var numeral = regexp.MustCompile(`\d+(?:[.,]\d+)*`)

// audit compares the figures of every sentence with those that its facts give.
func (d *auditor) audit() {
	for _, s := range d.a.Sections {
		for i := range s.Items {
			data, err := json.Marshal(s.Items[i].Statement)
			if err != nil {
				d.t.Fatal(err)
			}
			x := one{part: s.Part, subject: s.Items[i].Subject}
			if err := json.Unmarshal(data, &x.Rendered); err != nil {
				d.t.Fatal(err)
			}
			bare := ""
			for _, seg := range x.Segments {
				x.text += seg.Text
				if seg.As != statement.Record && seg.As != statement.Person {
					bare += seg.Text
				} else {
					bare += " "
				}
			}
			bare = quoted.ReplaceAllString(bare, "")
			want, known := d.figures(&x)
			if !known {
				d.t.Errorf("nothing says how %s is reckoned: %q", x.ID, x.text)
				continue
			}
			if len(x.Evidence) == 0 {
				d.t.Errorf("%q rests on nothing", x.text)
			}
			d.seen++
			for _, w := range want {
				if !strings.Contains(bare, w) && !near(bare, w) {
					d.t.Errorf("%q does not say %q", x.text, w)
				}
			}
			if got, need := len(numeral.FindAllString(bare, -1)), len(numeral.FindAllString(strings.Join(want, " "), -1)); got != need {
				d.t.Errorf("%q has %d figures, its facts give %d: %q", x.text, got, need, want)
			}
		}
	}
}

var percents = regexp.MustCompile(`(\d+) %`)

// near says that odds are within a point of those wanted: a curve of a hundred points
// says no more.
func near(text, want string) bool {
	m := percents.FindStringSubmatch(want)
	if m == nil {
		return false
	}
	w, _ := strconv.Atoi(m[1])
	return slices.ContainsFunc(percents.FindAllStringSubmatch(text, -1), func(m []string) bool {
		got, _ := strconv.Atoi(m[1])
		return got >= w-1 && got <= w+1
	})
}

// of gives the ids of the facts of a kind.
func (x *one) of(kind string) []string {
	var out []string
	for _, f := range x.Evidence {
		if rest, ok := strings.CutPrefix(f.Address, "rec:"+kind+"/"); ok {
			id, _, _ := strings.Cut(rest, "@")
			out = append(out, id)
		}
	}
	return out
}

func long(d record.Date) string {
	at, _ := time.Parse(time.DateOnly, string(d))
	return at.Format("2 January 2006")
}

func pct(p float64) string {
	switch {
	case p > 0.99:
		return "99 %"
	case p < 0.01:
		return "1 %"
	}
	return fmt.Sprintf("%.0f %%", 100*p)
}

// promise gives the promised day of a milestone, the day that is 80 % likely, and the
// odds of the promised day, from the futures of the plan.
func (d *auditor) promise(id string) (promised, sure record.Date, odds float64) {
	m := snapshot.Body[deliver.Milestone](d.v, "milestone", id)
	promised = m.Target
	for _, p := range m.Promises {
		if p.End == "" {
			promised = p.Date
		}
	}
	zone := d.team.Snapshot().Organisation().Location()
	for _, r := range d.Service.plan.Load().Milestones {
		if r.ID != id {
			continue
		}
		sure = record.DateOf(r.Curve[80].In(zone))
		if promised != "" {
			end, n := promised.Add(1).In(zone), 0
			for _, at := range r.Curve {
				if at.Before(end) {
					n++
				}
			}
			odds = float64(n) / 101
		}
	}
	return promised, sure, odds
}

func (d *auditor) figures(x *one) ([]string, bool) {
	switch x.ID {
	case "tell.outcome.safe", "tell.outcome.unsafe", "tell.outcome.none", "tell.outcome.one":
		return d.promises(x), true
	case "tell.outcome.served", "tell.outcome.finished":
		return d.work(x), true
	case "tell.outcome.result", "tell.outcome.first", "tell.risk.result":
		return d.result(x), true
	case "tell.outcome.commits":
		return []string{d.commits(), long(d.a.From)}, true
	case "tell.date.promised", "tell.date.wanted":
		day, sure, odds := d.promise(x.of("milestone")[0])
		return []string{long(day), pct(odds), long(sure), "80 %"}, true
	case "tell.date.open":
		_, sure, _ := d.promise(x.of("milestone")[0])
		return []string{long(sure), "80 %"}, true
	case "tell.risk.promise":
		day, _, odds := d.promise(x.of("milestone")[0])
		return []string{long(day), pct(odds), "80 %"}, true
	case "tell.ask.promise":
		day, sure, _ := d.promise(x.of("milestone")[0])
		return []string{long(sure), long(day)}, true
	case "tell.risk.takes", "tell.risk.days":
		return d.threat(x), true
	case "tell.ask.decide", "tell.ask.overdue", "tell.ask.review", "tell.outcome.decided":
		return d.decision(x), true
	case "tell.outcome.task", "tell.outcome.milestone", "tell.ask.blocked", "tell.thanks.people", "tell.thanks.review", "tell.thanks.team", "tell.thanks.action", "tell.risk.seen":
		return nil, true
	case "tell.left":
		return []string{strconv.Itoa(len(x.Evidence))}, true
	}
	return nil, false
}

func (d *auditor) promises(x *one) []string {
	safe, least, day := 0, 2.0, record.Date("")
	list := x.of("milestone")
	for _, id := range list {
		promised, _, odds := d.promise(id)
		if odds >= 0.8 {
			safe++
		}
		if odds < least {
			least, day = odds, promised
		}
	}
	switch x.ID {
	case "tell.outcome.safe":
		if safe != len(list) {
			d.t.Errorf("%q, and %d of %d are safe", x.text, safe, len(list))
		}
		return []string{strconv.Itoa(len(list))}
	case "tell.outcome.one":
		return []string{pct(least), long(day)}
	case "tell.outcome.none":
		return []string{strconv.Itoa(len(list)), pct(least), long(day)}
	}
	return []string{fmt.Sprintf("%d of %d", safe, len(list)), pct(least), long(day)}
}

// work counts the tasks without parts that were finished in the period, of an objective
// where the sentence names one.
func (d *auditor) work(x *one) []string {
	n, minutes := 0, 0.0
	all := snapshot.List[deliver.Task](d.v, "task")
	whole := map[string]bool{}
	for _, t := range all {
		whole[string(t.Body.Parent)] = true
	}
	for _, t := range all {
		b := t.Body
		if whole[t.ID] || b.Status != "done" || b.Finished <= d.a.From || b.Finished > d.a.To {
			continue
		}
		if x.ID == "tell.outcome.served" && !d.serves(b, x.of("objective")[0]) {
			continue
		}
		if !slices.Contains(x.of("task"), t.ID) {
			d.t.Errorf("%q does not rest on %s", x.text, d.v.Title(t.Record))
		}
		n++
		if b.Actual > 0 {
			minutes += float64(b.Actual)
		} else {
			minutes += float64(b.Work.Likely)
		}
	}
	if x.ID == "tell.outcome.served" {
		return []string{strconv.Itoa(n)}
	}
	out := []string{strconv.Itoa(n), long(d.a.From)}
	if hours := minutes / 60; hours >= 10 {
		out = append(out, thousands(math.Round(hours))+" h")
	} else if hours > 0 {
		out = append(out, strconv.FormatFloat(hours, 'f', -1, 64)+" h")
	}
	return out
}

func thousands(n float64) string {
	if n < 1000 {
		return fmt.Sprintf("%.0f", n)
	}
	return fmt.Sprintf("%d,%03d", int(n)/1000, int(n)%1000)
}

func (d *auditor) serves(b *deliver.Task, objective string) bool {
	own := b.Objectives
	for up := b; len(own) == 0 && up.Parent != ""; own = up.Objectives {
		up = snapshot.Body[deliver.Task](d.v, "task", string(up.Parent))
	}
	if len(own) == 0 {
		own = snapshot.Body[deliver.Project](d.v, "project", string(b.Project)).Objectives
	}
	return slices.Contains(own, record.Ref(objective))
}

// result reads a key result from its objective; its odds are those that the question
// about objectives gives, which has an oracle of its own.
func (d *auditor) result(x *one) []string {
	id := x.of("objective")[0]
	o := snapshot.Body[align.Objective](d.v, "objective", id)
	name := x.subject[strings.LastIndex(x.subject, "/")+1:]
	i := slices.IndexFunc(o.Results, func(k align.KeyResult) bool { return k.Name == name })
	k := o.Results[i]
	by := k.By
	if by == "" {
		by = o.To
	}
	plain := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	if x.ID == "tell.risk.result" {
		for _, known := range asked[purpose.Answer](d.office, "align", "").Objectives {
			if known.ID == id {
				return []string{plain(k.Target), pct(known.Results[i].Odds()), long(by)}
			}
		}
	}
	then, now := "", ""
	for _, v := range k.Series {
		if v.On <= d.a.From {
			then = plain(v.Value)
		} else if v.On <= d.a.To {
			now = plain(v.Value)
		}
	}
	if x.ID == "tell.outcome.first" {
		return []string{now, plain(k.Target), long(by)}
	}
	return []string{then, now, plain(k.Target), long(by)}
}

// commits asks git how many commits of the head came on the days of the period.
func (d *auditor) commits() string {
	zone := d.team.Snapshot().Organisation().Location()
	out, err := exec.Command("git", "--git-dir", d.repo, "rev-list", "--count", "--since", strconv.FormatInt(d.a.From.Add(1).In(zone).Unix(), 10),
		"--until", strconv.FormatInt(d.a.To.Add(1).In(zone).Unix()-1, 10), "main").Output()
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func (d *auditor) threat(x *one) []string {
	id := x.of("risk")[0]
	for _, r := range asked[risk.Answer](d.office, "risk", "").Risks {
		if r.ID != id {
			continue
		}
		out := []string{pct(r.Now)}
		if x.ID == "tell.risk.takes" {
			out = append(out, strconv.FormatFloat(math.Round(1000*r.Takes[0].Odds)/10, 'f', -1, 64)+" points")
		} else {
			out = append(out, statement.SpanOf(r.Takes[0].Days))
		}
		if b := snapshot.Body[deliver.Risk](d.v, "risk", id); len(b.Cost) > 0 && !slices.Contains(d.a.Audience.Hides, "money") {
			out = append(out, b.Cost[len(b.Cost)/2].String())
		}
		return out
	}
	return nil
}

func (d *auditor) decision(x *one) []string {
	b := snapshot.Body[decide.Decision](d.v, "decision", x.of("decision")[0])
	switch {
	case x.ID == "tell.ask.review":
		return []string{long(b.Review)}
	case x.ID != "tell.outcome.decided" && b.Due != "":
		return []string{long(b.Due)}
	}
	return nil
}
