package answering

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"plumbline/internal/answers/today"
	"plumbline/internal/record"
)

// todayOf is Today as somebody gets it.
func (o *office) todayOf(person string, p url.Values) (*today.Answer, string) {
	o.t.Helper()
	who := record.Principal{Person: o.team.View(system).ID("person", person), Roles: record.Admin | record.Lead | record.Member}
	a, err := o.Answer(o.t.Context(), "today", p, o.team.View(who))
	if err != nil {
		o.t.Fatal(err)
	}
	data, err := json.Marshal(a)
	if err != nil {
		o.t.Fatal(err)
	}
	answer, _ := a.(*today.Answer)
	return answer, string(data)
}

// strangers is everything of Today that others than Ana and Ben get, and what is kept.
func (o *office) strangers() map[string]string {
	o.t.Helper()
	out := map[string]string{}
	for _, name := range []string{"cleo", ""} {
		_, out["of "+name] = o.todayOf(name, nil)
		_, out["on a shared screen of "+name] = o.todayOf(name, url.Values{"own": {"no"}})
	}
	_, out["on a shared screen of ana"] = o.todayOf("ana", url.Values{"own": {"no"}})
	for _, question := range []string{"today", questionStanding} {
		kept, err := o.db.Latest(o.t.Context(), question, "", 100)
		if err != nil {
			o.t.Fatal(err)
		}
		for _, k := range kept {
			out["kept "+question] += string(k.Data) + "\n"
		}
	}
	return out
}

// meet writes a one-on-one of Ana with Ben that needs her: a talk today with a point
// that waits, and something she said she would do.
func (o *office) meet() {
	o.t.Helper()
	o.put("one_on_one", "", "title: "+canary+"\nlead: ana\nperson: ben\nstate: active\nevery: week\nnext: 2026-02-16")
	between := "\nseries: " + o.team.View(system).All("one_on_one")[0].ID + "\nbetween: [ana, ben]\ntitle: " + canary
	o.put("talking_point", "", "state: open"+between)
	o.put("talking_point", "", "state: open\nowner: ana\ndue: 2026-02-13"+between)
}

// different lists what two looks at the same do not share.
func different(before, after map[string]string) []string {
	var out []string
	for k, was := range before {
		if after[k] != was {
			out = append(out, k+"\nbefore: "+was+"\nafter: "+after[k])
		}
		if strings.Contains(after[k], canary) {
			out = append(out, k+" holds what is private: "+after[k])
		}
	}
	return out
}

func TestNothingPrivateOfAOneOnOneEntersSomebodyElsesToday(t *testing.T) {
	o := opened(t)
	o.put("person", "cleo", "title: Cleo")
	before := o.strangers()
	o.meet()
	mine, text := o.todayOf("ana", nil)
	for _, rule := range []string{"talk", "agreed"} {
		if !found(mine, rule+"/") {
			t.Fatalf("Ana's own Today names no %s: %s", rule, text)
		}
	}
	for _, d := range different(before, o.strangers()) {
		t.Error(d)
	}
	shown := func(a *today.Answer, rule string) int {
		return slices.IndexFunc(a.Items, func(i today.Item) bool { return i.Rule == rule })
	}
	o.put("snooze", "", "item: "+mine.Items[shown(mine, "talk")].ID+"\nfor: ana\nuntil: 2026-02-20")
	if after, text := o.todayOf("ana", nil); shown(after, "talk") >= 0 || shown(after, "agreed") < 0 {
		t.Errorf("Ana put off the talk alone: %s", text)
	}
	if theirs, text := o.todayOf("ben", nil); found(theirs, "talk/") || found(theirs, "agreed/") {
		t.Errorf("Ben, who is led, is asked to prepare or to do what Ana said: %s", text)
	}
}

// With what is Ana's own in the answer that serves everybody, the same test has to fail.
func TestNothingPrivateOfAOneOnOneNoticesAnOwnAnswerThatIsShared(t *testing.T) {
	o := opened(t)
	o.put("person", "cleo", "title: Cleo")
	before := o.strangers()
	o.meet()
	m, err := o.todayNow(t.Context(), o.team.Snapshot())
	if err != nil {
		t.Fatal(err)
	}
	v := o.team.View(record.Principal{Person: o.team.View(system).ID("person", "ana"), Roles: record.Lead | record.Member})
	m.answer = m.answer.Own(o.seen(v), v, m.source, nil)
	if err := o.since(t.Context(), m, v); err != nil {
		t.Fatal(err)
	}
	seen := strings.Join(different(before, o.strangers()), "\n")
	for _, where := range []string{"of cleo", "on a shared screen of ana", "kept " + questionStanding} {
		if !strings.Contains(seen, where+" holds what is private") {
			t.Errorf("Today of everybody holds what is Ana's own, and it does not show: %s", where)
		}
	}
}
