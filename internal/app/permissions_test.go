package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"plumbline/internal/app"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
)

// table is testdata/permissions.txt.
type table struct {
	kinds  map[string][5]string // read create update delete erase
	fields map[string]string
	routes map[string][]string
}

var verbs = []string{"read", "create", "update", "delete", "erase"}

func readTable(t testing.TB) table {
	t.Helper()
	text, err := os.ReadFile("testdata/permissions.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := table{map[string][5]string{}, map[string]string{}, map[string][]string{}}
	section := ""
	for i, line := range strings.Split(string(text), "\n") {
		w := strings.Fields(line)
		switch {
		case len(w) == 0 || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			section = line
		case section == "[kinds]" && len(w) == 6:
			out.kinds[w[0]] = [5]string(w[1:])
		case section == "[fields]" && len(w) == 2:
			out.fields[w[0]] = w[1]
		case section == "[routes]" && len(w) >= 3:
			out.routes[w[0]+" "+w[1]] = w[2:]
		default:
			t.Fatalf("permissions.txt:%d cannot be read: %s", i+1, line)
		}
	}
	return out
}

// extra is what a kind's Validate wants beyond its required fields.
var extra = map[string]string{
	"absence": `"to":"2026-03-06","reason":"Private matter"`, "calendar": `"days":[{"day":"monday","hours":["09:00-12:00"]}]`,
	"identity": `"email":"sam@example.org"`, "repository": `"path":"/nowhere"`, "scenario": `"changes":[{"kind":"task","op":"put"}]`,
	"comment": `"on":"skill/basis"`, "evidence_link": `"record":"skill/basis"`, "account": `"roles":["member"]`,
	"one_on_one": `"lead":"tom"`, "talking_point": `"between":["sam","tom"]`, "conversation": `"between":["tom","sam"]`, "private_note": `"on":"2026-03-02"`,
	"promise":      `"from":"givers","to":"takers"`,
	"organisation": `"zone":"Europe/Berlin","currency":"EUR","hours_per_day":"8h"`,
}

// content writes a record of a kind from its description, about Sam where it is about
// somebody. n makes it differ from others. A new kind needs nothing here unless its
// Validate wants more than its required fields.
func content(kind string, n int) string {
	fields := []string{fmt.Sprintf(`"title":"Quartz %s %d"`, kind, n)}
	d := kinds.Registry().Lookup(record.Kind(kind))
	for i := range d.Fields {
		f := &d.Fields[i]
		if (f.Required || f.Subject) && f.Name != "title" && !strings.Contains(extra[kind], `"`+f.Name+`":`) {
			fields = append(fields, fmt.Sprintf("%q:%s", f.Name, sample(f)))
		}
	}
	if extra[kind] != "" {
		fields = append(fields, extra[kind])
	}
	return "{" + strings.Join(fields, ",") + "}"
}

// sample is a value of a field.
func sample(f *record.Field) string {
	v := map[record.Type]string{record.Text: `"x"`, record.Markdown: `"Quartz"`, record.Int: "1", record.Number: "1", record.Bool: "true", record.Day: `"2026-03-02"`,
		record.Instant: `"2026-03-02T09:00:00Z"`, record.Work: `"2h"`, record.Guess: `"2h"`, record.Amount: `"1.00 EUR"`, record.Portion: `"20%"`, record.Target: `"skill/basis"`}[f.Type]
	switch {
	case f.Type == record.Enum:
		v = fmt.Sprintf("%q", f.Enum[0])
	case f.Type == record.Reference:
		v = fmt.Sprintf("%q", map[record.Kind]string{"person": "sam", "skill": "basis", "project": "ground", "strategy": "course", "one_on_one": series}[f.Ref])
	}
	if f.List {
		return "[" + v + "]"
	}
	return v
}

// series is the one-on-one of Sam and Tom.
const series = "000000000000pa1r"

// ground lays what the contents refer to.
func (h *house) ground() {
	h.put("person", "", "tom", `{"title":"Tom"}`)
	h.put("one_on_one", series, "", `{"lead":"tom","person":"sam","state":"active"}`)
	h.put("skill", "", "basis", `{"title":"Basis"}`)
	h.put("team", "", "givers", `{"title":"Givers"}`)
	h.put("team", "", "takers", `{"title":"Takers"}`)
	h.put("project", "", "ground", `{"title":"Ground","status":"active"}`)
	h.put("strategy", "", "course", `{"title":"Course","status":"current","vision":"There"}`)
}

// cell is one way to try a verb.
type cell struct {
	kind, verb, surface, who string
	may                      bool
}

func (c cell) String() string {
	word := "may not"
	if c.may {
		word = "may"
	}
	return fmt.Sprintf("%s %s %s a %s by %s", c.who, word, c.verb, c.kind, c.surface)
}

// walk is one pass over the table; it collects the cells that are not as written.
type walk struct {
	*house
	table table
	n     int
	cells int
	wrong []string
}

func (w *walk) tell(c cell, got bool, why string) {
	w.cells++
	if got != c.may {
		w.wrong = append(w.wrong, c.String()+", but: "+why)
	}
}

func (w *walk) people4() map[string]*visitor {
	return map[string]*visitor{"A": w.ana, "L": w.lee, "M": w.max, "S": w.sam}
}

// fresh writes a new record of a kind, about Sam, as the system.
func (w *walk) fresh(kind, who string) record.ID {
	w.n++
	if kind == "person" && who == "S" {
		return w.people["sam"]
	}
	id := ""
	if kind == "organisation" {
		id = "organisation"
	}
	return w.put(kind, id, "", content(kind, w.n))
}

func (w *walk) kind(kind string) {
	row, ok := w.table.kinds[kind]
	if !ok {
		w.wrong = append(w.wrong, "the kind "+kind+" has no row in testdata/permissions.txt")
		return
	}
	for who, v := range w.people4() {
		may := func(i int, surface string) cell {
			return cell{kind, verbs[i], surface, who, strings.Contains(row[i], who)}
		}
		w.reads(v, kind, who, may)
		w.writes(v, kind, who, may)
	}
}

// reads tries every surface that shows a record.
func (w *walk) reads(v *visitor, kind, who string, may func(int, string) cell) {
	id := w.fresh(kind, who)
	if kind == "snooze" || kind == "person" && who == "S" {
		w.n++ // titles below are of the newest record otherwise
	}
	at := "/api/v1/records/" + kind
	one := v.send("GET", at+"/"+id, "")
	w.tell(may(0, "get"), one.Status == 200, one.Body)
	if one.Status != 200 {
		w.sameAsMissing(v, may(0, "get"), at, id, one)
	}
	list := v.must("GET", at+"?limit=500", "")
	w.tell(may(0, "list"), strings.Contains(list.Body, id), "the list")
	history := v.send("GET", at+"/"+id+"/history", "")
	w.tell(may(0, "history"), history.Status == 200, history.Body)
	fact := v.send("GET", "/api/v1/facts?address="+url.QueryEscape("rec:"+kind+"/"+id), "")
	w.tell(may(0, "fact"), fact.Status == 200, fact.Body)
	if !(kind == "person" && who == "S") {
		found := v.must("GET", "/api/v1/search?limit=100&q="+url.QueryEscape("Quartz "+kind), "")
		w.tell(may(0, "search"), strings.Contains(found.Body, id) || strings.Count(found.Body, `"kind"`) == 100, found.Body)
	}
	// Another's change of a record one may not see must not show what is in it either.
	preview := v.send("POST", "/api/v1/changes", fmt.Sprintf(`{"preview":true,"changes":[{"kind":%q,"id":%q,"op":"patch","data":{"title":"x"}}]}`, kind, id))
	if !may(0, "").may {
		w.tell(may(0, "preview"), preview.Status < 300, preview.Body)
	}
}

// sameAsMissing compares the answer about a hidden record with that about none.
func (w *walk) sameAsMissing(v *visitor, c cell, at, id string, hidden answer) {
	none := record.NewID(nil)
	for _, tail := range []string{"", "/history"} {
		a, b := v.send("GET", at+"/"+id+tail, ""), v.send("GET", at+"/"+none+tail, "")
		if got, want := strings.ReplaceAll(a.Body, id, none), b.Body; got != want || a.Status != b.Status {
			w.wrong = append(w.wrong, fmt.Sprintf("%s: a hidden record answers %d %s, a missing one %d %s", c, a.Status, got, b.Status, want))
		}
	}
}

// refused says that a write was turned away; to whom a one-on-one is not theirs, what
// stands in it has nowhere to stand.
func refused(a answer) bool {
	hidden := a.Status == 422 && strings.Contains(a.Body, "there is no one on one")
	return a.Status == 401 || a.Status == 403 || a.Status == 404 || hidden
}

// writes tries every surface that changes a record, each on a record of its own.
func (w *walk) writes(v *visitor, kind, who string, may func(int, string) cell) {
	w.n++
	at := "/api/v1/records/" + kind
	// What one creates about oneself is about oneself; Sam's records are about Sam.
	try := func(i int, surface string, a answer) {
		done := a.Status < 300
		if a.Status == 422 && kind == "person" && who == "S" && verbs[i] == "delete" {
			done = true // allowed, but Sam's account still needs Sam
		}
		if !done && !refused(a) {
			w.wrong = append(w.wrong, fmt.Sprintf("%s was neither done nor refused: %d %s", may(i, surface), a.Status, a.Body))
		}
		w.tell(may(i, surface), done, a.Body)
	}
	set := func(op, id string, data string) string {
		if data != "" {
			data = `,"data":` + data
		}
		return fmt.Sprintf(`{"changes":[{"kind":%q,"id":%q,"op":%q%s}]}`, kind, id, op, data)
	}
	if !(kind == "person" && who == "S") { // a person who is there already is not created by themselves
		try(1, "post", v.send("POST", at, `{"data":`+content(kind, w.n)+`}`))
		try(1, "changes", v.send("POST", "/api/v1/changes", set("put", "", content(kind, w.n+1))))
	}
	w.n++
	try(2, "put", v.send("PUT", at+"/"+w.fresh(kind, who), `{"data":`+content(kind, w.n+1)+`}`))
	try(2, "patch", v.send("PATCH", at+"/"+w.fresh(kind, who), fmt.Sprintf(`{"data":{"title":"Quartz patched %d"}}`, w.n)))
	try(2, "changes", v.send("POST", "/api/v1/changes", set("patch", w.fresh(kind, who), fmt.Sprintf(`{"title":"Quartz again %d"}`, w.n))))
	try(3, "delete", v.send("DELETE", at+"/"+w.fresh(kind, who), ""))
	try(3, "changes", v.send("POST", "/api/v1/changes", set("delete", w.fresh(kind, who), "")))
	try(4, "changes", v.send("POST", "/api/v1/changes", set("erase", w.fresh(kind, who), "")))
}

// events listens as everybody while records of every kind are written.
func (w *walk) events() {
	streams := map[string]*stream{}
	for who, v := range w.people4() {
		streams[who] = v.listen()
		defer streams[who].close()
	}
	for _, d := range kinds.Registry().All() {
		kind := string(d.Kind)
		id := w.fresh(kind, "")
		if id == w.people["sam"] {
			continue
		}
		w.n++
		marker := w.put("skill", "", "", fmt.Sprintf(`{"title":"Marker %d"}`, w.n))
		for who, s := range streams {
			seen := strings.Contains(strings.Join(s.until(w.t, marker), "\n"), id)
			w.tell(cell{kind, "read", "event", who, strings.Contains(w.table.kinds[kind][0], who)}, seen, "the stream")
		}
	}
}

// fields tries to read and write the restricted fields.
func (w *walk) fields() {
	values := map[string]string{"person.rate": `"91.00 EUR"`, "absence.reason": `"A reason of its own"`,
		"stakeholder.interest": `"medium"`, "stakeholder.influence": `"high"`, "stakeholder.concerns": `"A concern of theirs"`}
	for _, d := range kinds.Registry().All() {
		for _, f := range d.Fields {
			name := string(d.Kind) + "." + f.Name
			if f.Restricted == "" {
				continue
			}
			row, ok := w.table.fields[name]
			if !ok || values[name] == "" {
				w.wrong = append(w.wrong, "the restricted field "+name+" has no row in testdata/permissions.txt")
				continue
			}
			for who, v := range w.people4() {
				w.field(v, string(d.Kind), f.Name, values[name], cell{name, "read", "get", who, strings.Contains(row, who)})
			}
		}
	}
}

func (w *walk) field(v *visitor, kind, field, value string, c cell) {
	id := w.fresh(kind, c.who)
	at := "/api/v1/records/" + kind
	if _, err := w.Team().Apply(w.t.Context(), system, patchOf(w.t, kind, id, fmt.Sprintf(`{%q:%s}`, field, value))); err != nil {
		w.t.Fatal(err)
	}
	bare := strings.Trim(value, `"`)
	holds := func(body string) bool { return strings.Contains(body, bare) || strings.Contains(body, `"`+field+`"`) }
	w.tell(c, holds(v.must("GET", at+"/"+id, "").Body), "get")
	c.surface = "history"
	w.tell(c, strings.Contains(v.must("GET", at+"/"+id+"/history", "").Body, bare), "history")
	c.surface = "fact"
	w.tell(c, strings.Contains(v.must("GET", "/api/v1/facts?address="+url.QueryEscape("rec:"+kind+"/"+id), "").Body, bare), "fact")
	c.surface, c.verb = "filter", "filter by"
	a := v.send("GET", at+"?limit=500&where="+url.QueryEscape(field+":"+bare), "")
	w.tell(c, strings.Contains(a.Body, id), a.Body)
	c.surface, c.verb = "patch", "write"
	a = v.send("PATCH", at+"/"+id, fmt.Sprintf(`{"data":{%q:%s}}`, field, strings.Replace(value, "9", "8", 1)))
	w.tell(c, a.Status < 300, a.Body)
}

// walkTable walks every cell and gives what is not as the table says.
func walkTable(t testing.TB, o app.Options) (wrong []string, cells int) {
	o.Still = true
	w := &walk{house: openHouse(t, o), table: readTable(t)}
	w.ground()
	for _, d := range kinds.Registry().All() {
		w.kind(string(d.Kind))
	}
	w.fields()
	w.events()
	slices.Sort(w.wrong)
	return w.wrong, w.cells
}

func TestPermissions(t *testing.T) {
	eachEngine(t, func(t *testing.T, o app.Options) {
		wrong, cells := walkTable(t, o)
		for _, x := range wrong {
			t.Error(x)
		}
		t.Logf("%d cells", cells)
		if cells < len(readTable(t).kinds)*4*12 {
			t.Errorf("only %d cells were tried", cells)
		}
	})
}

// A table that no mistake can fail proves nothing: each of these opens or shuts one door.
func TestPermissionsNoticeABrokenPolicy(t *testing.T) {
	for name, m := range map[string]struct {
		kind record.Kind
		make func(*record.Policy)
	}{
		"everybody reads snoozes":       {"snooze", func(p *record.Policy) { p.Read |= record.Everyone }},
		"every member deletes tasks":    {"task", func(p *record.Policy) { p.Remove |= record.Member }},
		"rates are for all":             {"person", func(p *record.Policy) { p.Restricted["rate"] = record.Everyone }},
		"leads read one-on-ones":        {"one_on_one", func(p *record.Policy) { p.Read |= record.Lead }},
		"admins read private notes":     {"private_note", func(p *record.Policy) { p.Read |= record.Admin }},
		"leads see balances":            {"balance", func(p *record.Policy) { p.Read |= record.Lead }},
		"members give themselves roles": {"account", func(p *record.Policy) { p.Update |= record.Subject }},
	} {
		t.Run(name, func(t *testing.T) {
			w := &walk{house: openHouse(t, app.Options{Still: true, Registry: brokenPolicy(m.kind, m.make)}), table: readTable(t)}
			w.ground()
			w.kind(string(m.kind))
			w.fields()
			if len(w.wrong) == 0 {
				t.Errorf("nobody noticed that %s", name)
			}
		})
	}
}

// Every route has a row, and lets in exactly whom the row names.
func TestRoutesLetInWhomTheTableNames(t *testing.T) {
	h, rows := openHouse(t, app.Options{}), readTable(t).routes
	covered := map[string]bool{}
	for _, route := range h.Routes() {
		row := rowOf(route)
		who, ok := rows[row]
		if !ok {
			t.Errorf("the route %s has no row in testdata/permissions.txt", route)
			continue
		}
		if covered[row] {
			continue
		}
		covered[row] = true
		for name, v := range map[string]*visitor{"N": h.nobody, "R": h.script, "M": h.max, "A": h.ana, "O": h.owner} {
			if got, status := h.letsIn(v, route); got != slices.Contains(who, name) {
				t.Errorf("%s as %s: let in is %v (%d), the table says %v", route, name, got, status, who)
			}
		}
		h.max.signIn(h, h.people["max"])
		h.ana.signIn(h, h.people["ana"])
	}
	for row := range rows {
		if !covered[row] {
			t.Errorf("the row %s is about no route", row)
		}
	}
}

// rowOf is the row of a route: those of single kinds share theirs.
func rowOf(route string) string {
	method, path, found := strings.Cut(route, " ")
	if !found {
		return "GET " + route
	}
	parts := strings.Split(path, "/")
	if len(parts) > 4 && parts[3] == "records" {
		parts[4] = "{kind}"
	}
	return method + " " + strings.Join(parts, "/")
}

func (h *house) letsIn(v *visitor, route string) (bool, int) {
	method, path, found := strings.Cut(route, " ")
	if !found {
		method, path = "GET", route
	}
	if parts := strings.Split(path, "/"); len(parts) > 4 && parts[3] == "records" {
		parts[4] = "task" // what every member may write
		path = strings.Join(parts, "/")
	}
	path = strings.NewReplacer("{id}", "0000000000000000", "{kind}", "task", "{question}", "today").Replace(path)
	body := ""
	if method != "GET" && method != "DELETE" {
		body = "{}"
	}
	ctx, cancel := context.WithCancel(h.t.Context())
	defer cancel()
	res := v.open(ctx, method, path, body)
	defer res.Body.Close()
	return res.StatusCode != 401 && res.StatusCode != 403, res.StatusCode
}

func TestEveryKindHasARow(t *testing.T) {
	rows := readTable(t).kinds
	for _, d := range kinds.Registry().All() {
		if _, ok := rows[string(d.Kind)]; !ok {
			t.Errorf("the kind %s has no row in testdata/permissions.txt", d.Kind)
		}
		if !json.Valid([]byte(content(string(d.Kind), 1))) {
			t.Errorf("the kind %s has no content to try", d.Kind)
		}
		delete(rows, string(d.Kind))
	}
	for k := range rows {
		t.Errorf("the row %s is about no kind", k)
	}
}
