package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"plumbline/internal/app"
)

// still opens a house without work in the background.
func still(t testing.TB) *house {
	h := openHouse(t, app.Options{Still: true})
	h.ground()
	return h
}

// problem checks the status and code of a refusal, and gives its body.
func (a answer) problem(t testing.TB, status int, code string) map[string]any {
	t.Helper()
	var p map[string]any
	if err := json.Unmarshal([]byte(a.Body), &p); err != nil {
		t.Fatalf("not a problem: %d %s", a.Status, a.Body)
	}
	if a.Status != status || p["code"] != code || p["status"] != float64(status) || a.Header.Get("Content-Type") != "application/problem+json" || p["detail"] == "" {
		t.Errorf("want %d %s, got %d %s", status, code, a.Status, pretty(a.Body))
	}
	return p
}

func (h *house) task(v *visitor) (id, at string) {
	h.t.Helper()
	id = v.must("POST", "/api/v1/records/task", `{"data":{"title":"Ledger","project":"ground","status":"todo"}}`).field("id")
	return id, "/api/v1/records/task/" + id
}

func TestTwoPeopleEditOneRecord(t *testing.T) {
	h := still(t)
	_, at := h.task(h.max)
	h.max.must("PATCH", at, `{"base_version":1,"data":{"status":"doing"}}`)
	merged := h.lee.must("PATCH", at, `{"base_version":1,"data":{"title":"Ledger idempotency"},"reason":"clearer"}`)
	for _, want := range []string{`"status":"doing"`, `"title":"Ledger idempotency"`, `"version":3`} {
		if !strings.Contains(merged.Body, want) {
			t.Errorf("the merge lacks %s: %s", want, merged.Body)
		}
	}
	p := h.max.send("PATCH", at, `{"base_version":1,"data":{"title":"Ledger retries"}}`).problem(t, 409, "conflict")
	want := `[{"base":"Ledger","field":"title","theirs":"Ledger idempotency","yours":"Ledger retries"}]`
	if got, _ := json.Marshal(p["conflicts"]); string(got) != want {
		t.Errorf("the conflicts are %s, want %s", got, want)
	}
}

func TestClearingARequiredFieldIsRefused(t *testing.T) {
	h := still(t)
	_, at := h.task(h.max)
	p := h.max.send("PATCH", at, `{"data":{"status":null}}`).problem(t, 422, "invalid")
	if !strings.Contains(fmt.Sprint(p["problems"]), "status") {
		t.Errorf("the problem does not name the field: %v", p)
	}
}

func TestETagsAreOfWhatOneSees(t *testing.T) {
	h := still(t)
	id := h.people["sam"]
	at := "/api/v1/records/person/" + id
	lead, member := h.lee.must("GET", at, ""), h.max.must("GET", at, "")
	tag := member.Header.Get("ETag")
	if tag == "" || tag == lead.Header.Get("ETag") {
		t.Errorf("the lead sees %s, a member %s: they may do different things, so the tags differ", lead.Header.Get("ETag"), tag)
	}
	if a := h.max.send("GET", at, "", "If-None-Match", tag); a.Status != 304 || a.Body != "" {
		t.Errorf("unchanged gives %d %q, want 304", a.Status, a.Body)
	}
	done := h.lee.must("PATCH", at, `{"data":{"role":"Engineer"}}`, "If-Match", lead.Header.Get("ETag"))
	if now := h.lee.must("GET", at, "").Header.Get("ETag"); done.Header.Get("ETag") != now {
		t.Errorf("the tag after writing is %s, after reading %s", done.Header.Get("ETag"), now)
	}
	h.lee.send("PATCH", at, `{"data":{"role":"Lead"}}`, "If-Match", lead.Header.Get("ETag")).problem(t, 412, "stale")
	h.lee.send("DELETE", at, "", "If-Match", `"other"`).problem(t, 412, "stale")
	h.lee.must("PATCH", at, `{"data":{"role":"Lead"}}`, "If-Match", "*")
}

func TestCursorsBelongToTheirViewerAndQuery(t *testing.T) {
	h := still(t)
	for i := range 7 {
		h.put("skill", "", "", fmt.Sprintf(`{"title":"Skill %d"}`, i))
	}
	at := "/api/v1/records/skill?limit=3&sort=title"
	var titles []string
	next, pages := "", 0
	for first := true; first || next != ""; first = false {
		a := h.max.must("GET", at+"&cursor="+next, "")
		var p struct {
			Items []struct{ Title string }
			Next  string
		}
		if err := json.Unmarshal([]byte(a.Body), &p); err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Items {
			titles = append(titles, r.Title)
		}
		if next = p.Next; pages == 0 {
			h.lee.send("GET", at+"&cursor="+next, "").problem(t, 400, "malformed")
			h.max.send("GET", at+"&q=x&cursor="+next, "").problem(t, 400, "malformed")
			h.max.send("GET", strings.Replace(at, "skill", "team", 1)+"&cursor="+next, "").problem(t, 400, "malformed")
			h.max.send("GET", at+"&cursor=x"+next[1:], "").problem(t, 400, "malformed")
		}
		pages++
	}
	if pages != 3 || len(titles) != 8 || !slices.IsSorted(titles) {
		t.Errorf("%d pages with %q", pages, titles)
	}
}

// A record that comes or goes between two pages moves no other record across them.
func TestPagesHoldWhileOthersWrite(t *testing.T) {
	h := still(t)
	for i := range 4 {
		h.put("skill", "", fmt.Sprintf("s%d0", i), fmt.Sprintf(`{"title":"Skill %d0"}`, i))
	}
	first := h.max.must("GET", "/api/v1/records/skill?limit=2&q=skill", "")
	h.put("skill", "", "s05", `{"title":"Skill 05"}`)
	h.max.send("DELETE", "/api/v1/records/skill/s10", "")
	second := h.max.must("GET", "/api/v1/records/skill?limit=2&q=skill&cursor="+first.field("next"), "")
	if !strings.Contains(second.Body, "Skill 20") || !strings.Contains(second.Body, "Skill 30") || strings.Contains(second.Body, "Skill 05") {
		t.Errorf("the second page is %s", second.Body)
	}
}

func TestFilters(t *testing.T) {
	h := still(t)
	for i, status := range []string{"todo", "doing", "done"} {
		h.put("task", "", "", fmt.Sprintf(`{"title":"Task %d","project":"ground","status":%q,"people":["sam"],"tags":["T%d","all"],"work":"%dd"}`, i, status, i, i+1))
	}
	for q, want := range map[string]string{
		"where=status:doing": "1", "where=status:doing&where=status:done": "12", "where=status:doing&where=tags:t0": "", "where=people:sam": "012",
		"where=people:" + h.people["sam"]: "012", "where=people:": "", "where=tags:all&q=task+2": "2", "where=work:2d": "1", "where=split:false": "012",
		"sort=-work": "210", "sort=status": "012", "sort=-title&limit=2": "21", "where=project:ground&sort=title": "012",
	} {
		a := h.max.must("GET", "/api/v1/records/task?"+q, "")
		got := ""
		for _, part := range strings.Split(a.Body, `{"kind":"task"`)[1:] {
			_, rest, _ := strings.Cut(part, `"title":"Task `)
			got += rest[:1]
		}
		if !strings.Contains(q, "sort") {
			b := []byte(got)
			slices.Sort(b)
			got = string(b)
		}
		if got != want {
			t.Errorf("%s gives %q, want %q", q, got, want)
		}
	}
	for q, code := range map[string]string{"where=nothing:x": "malformed", "where=status": "malformed", "where=status:odd": "invalid", "where=people:nobody": "invalid", "sort=nothing": "malformed",
		"limit=0": "malformed", "limit=x": "malformed", "page=2": "malformed", "sort=seats": "malformed"} {
		status := map[string]int{"malformed": 400, "invalid": 422}[code]
		h.max.send("GET", "/api/v1/records/task?"+q, "").problem(t, status, code)
	}
}

// People are not ranked: no list of what is about people sorts by an amount.
func TestPeopleAreNotRanked(t *testing.T) {
	h := still(t)
	for _, q := range []string{"skill_claim?sort=level", "skill_claim?sort=-interest", "person?sort=capacity", "person?sort=-rate", "person?sort=duty", "absence?sort=share"} {
		h.lee.send("GET", "/api/v1/records/"+q, "").problem(t, 400, "malformed")
	}
	for _, q := range []string{"person?sort=title", "person?sort=from", "skill_claim?sort=skill", "task?sort=priority"} {
		h.lee.must("GET", "/api/v1/records/"+q, "")
	}
}

func TestProblemsNameTheirPlaces(t *testing.T) {
	h := still(t)
	body := `{"changes":[{"kind":"team","op":"put","data":{"title":"Good"}},
  {"kind":"task","op":"put","data":{"title":"Bad","project":"ground","status":"odd",
    "work":"5x", "people":["sam","nobody"]}}]}`
	p := h.lee.send("POST", "/api/v1/changes", body).problem(t, 422, "invalid")
	text, _ := json.Marshal(p["problems"])
	for _, want := range []string{"changes[1]:2:", "changes[1]:3:", `"status"`, `"work"`, `"people[1]"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the problems lack %s: %s", want, text)
		}
	}
	if a := h.lee.must("GET", "/api/v1/records/team?q=good", ""); strings.Contains(a.Body, "Good") {
		t.Error("a refused change set changed something")
	}
}

func TestAChangeSetHappensOnce(t *testing.T) {
	h := still(t)
	body := `{"change_id":"once","changes":[{"kind":"team","op":"put","data":{"title":"Once"}}]}`
	first, again := h.lee.must("POST", "/api/v1/changes", body), h.lee.must("POST", "/api/v1/changes", body)
	if !strings.Contains(again.Body, `"again":true`) || strings.Contains(first.Body, `"again"`) {
		t.Errorf("the first gave %s, the second %s", first.Body, again.Body)
	}
	if n := strings.Count(h.lee.must("GET", "/api/v1/records/team", "").Body, "Once"); n != 2 { // title and data
		t.Errorf("the team stands there %d times", n/2)
	}
	undone := h.lee.must("POST", "/api/v1/changes/once/undo", `{"reason":"a mistake"}`)
	if !strings.Contains(undone.Body, `"op":"delete"`) || strings.Contains(h.lee.must("GET", "/api/v1/records/team", "").Body, "Once") {
		t.Errorf("undoing gave %s", undone.Body)
	}
	h.lee.send("POST", "/api/v1/changes/once/undo", "").problem(t, 409, "conflict")
}

func TestAPreviewChangesNothing(t *testing.T) {
	h := still(t)
	_, at := h.task(h.max)
	before := h.max.must("GET", at, "").Header.Get("ETag")
	a := h.max.must("POST", "/api/v1/changes", fmt.Sprintf(`{"preview":true,"changes":[{"kind":"task","id":%q,"op":"patch","data":{"status":"done"}}]}`, at[strings.LastIndexByte(at, '/')+1:]))
	if !strings.Contains(a.Body, `{"field":"status","before":"todo","after":"done"}`) {
		t.Errorf("the preview is %s", a.Body)
	}
	if h.max.must("GET", at, "").Header.Get("ETag") != before {
		t.Error("the preview changed the record")
	}
}

func TestHistoryReadsAsSentences(t *testing.T) {
	h := still(t)
	_, at := h.task(h.max)
	h.lee.must("PATCH", at, `{"data":{"status":"doing"},"reason":"started"}`)
	a := h.max.must("GET", at+"/history", "")
	for _, want := range []string{"Lee changed status from todo to doing.", "Max created this task.", `"reason":"started"`, `"via":"ui"`, `"undoable":true`} {
		if !strings.Contains(a.Body, want) {
			t.Errorf("the history lacks %q: %s", want, a.Body)
		}
	}
	fact := h.max.must("GET", "/api/v1/facts?address="+url.QueryEscape("rec:task/"+at[strings.LastIndexByte(at, '/')+1:]+"@1"), "")
	if !strings.Contains(fact.Body, "Max created this task.") || strings.Contains(fact.Body, "Lee") {
		t.Errorf("the fact of version 1 is %s", fact.Body)
	}
}

func TestLiveEventsAndSearchFollowWrites(t *testing.T) {
	h := still(t)
	s := h.lee.listen()
	id, _ := h.task(h.max)
	if got := s.until(t, id); !strings.Contains(got[len(got)-1], `change {"kinds":["task"],"ids":["`+id+`"]}`) {
		t.Errorf("the event is %q", got)
	}
	found := h.lee.must("GET", "/api/v1/search?q=ledg", "")
	if !strings.Contains(found.Body, id) || !strings.Contains(found.Body, `"why":"title"`) {
		t.Errorf("the search gives %s", found.Body)
	}
	h.max.must("DELETE", "/api/v1/session", "")
	if a := h.max.send("GET", "/api/v1/search?q=ledg", ""); a.Status != 401 {
		t.Errorf("signed out, the search gives %d", a.Status)
	}
}

// A session that ends closes its streams with the next event.
func TestStreamsEndWithTheirSession(t *testing.T) {
	h := still(t)
	s := h.max.listen()
	h.max.must("DELETE", "/api/v1/session", "")
	h.task(h.lee)
	for range s.events {
	}
}

func TestTheAPIDescribesItself(t *testing.T) {
	h := still(t)
	a := h.nobody.must("GET", "/openapi.json", "")
	var doc struct {
		OpenAPI    string
		Paths      map[string]map[string]struct{ OperationID string }
		Components struct{ Schemas map[string]json.RawMessage }
	}
	if err := json.Unmarshal([]byte(a.Body), &doc); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("it is OpenAPI %s", doc.OpenAPI)
	}
	ids := map[string]bool{}
	for path, ops := range doc.Paths {
		for method, op := range ops {
			if op.OperationID == "" || ids[op.OperationID] {
				t.Errorf("%s %s has the operation id %q, which is empty or taken", method, path, op.OperationID)
			}
			ids[op.OperationID] = true
		}
	}
	for _, name := range []string{"TaskData", "TaskRecord", "PersonPatch", "SkillClaimPage", "Problem"} {
		if doc.Components.Schemas[name] == nil {
			t.Errorf("there is no schema %s", name)
		}
	}
	for _, ref := range strings.Split(a.Body, `"#/components/schemas/`)[1:] {
		name, _, _ := strings.Cut(ref, `"`)
		if doc.Components.Schemas[name] == nil {
			t.Errorf("there is a reference to the schema %s, which is not there", name)
		}
	}
	if !strings.Contains(string(doc.Components.Schemas["TaskData"]), `"estimate"`) {
		t.Error("the task's schema does not describe its fields")
	}
}

func TestTheServerKeepsStrangersOut(t *testing.T) {
	h := still(t)
	for name, c := range map[string]struct {
		v            *visitor
		method, path string
		body         string
		extra        []string
		status       int
		code         string
	}{
		"another site's page":    {h.max, "POST", "/api/v1/records/task", `{}`, []string{"Sec-Fetch-Site", "cross-site"}, 403, "forbidden"},
		"another origin":         {h.max, "POST", "/api/v1/records/task", `{}`, []string{"Origin", "http://evil.example"}, 403, "forbidden"},
		"a name that is not us":  {h.max, "GET", "/api/v1/session", "", []string{"Host", "evil.example"}, 421, "refused"},
		"a made-up token":        {h.nobody, "GET", "/api/v1/session", "", []string{"Authorization", "Bearer plt_x"}, 401, "unsigned"},
		"a session as a token":   {h.nobody, "GET", "/api/v1/session", "", []string{"Authorization", "Bearer " + strings.SplitN(h.max.cookie, "=", 2)[1]}, 401, "unsigned"},
		"a token as a session":   {h.nobody, "GET", "/api/v1/session", "", []string{"Cookie", "plumbline_session=" + h.script.token}, 401, "unsigned"},
		"a body that is too big": {h.max, "POST", "/api/v1/changes", `{"reason":"` + strings.Repeat("x", 1<<20) + `"}`, nil, 413, "too_large"},
		"deep JSON":              {h.max, "POST", "/api/v1/changes", strings.Repeat("[", 10000), nil, 400, "malformed"},
		"a name twice":           {h.max, "POST", "/api/v1/changes", `{"reason":"a","reason":"b","changes":[]}`, nil, 400, "malformed"},
		"an unknown member":      {h.max, "POST", "/api/v1/changes", `{"changes":[],"nonsense":1}`, nil, 400, "malformed"},
		"no UTF-8":               {h.max, "POST", "/api/v1/changes", "{\"reason\":\"\xff\"}", nil, 400, "malformed"},
		"no JSON":                {h.max, "POST", "/api/v1/changes", "hello", nil, 400, "malformed"},
		"an unknown kind":        {h.max, "GET", "/api/v1/records/unicorn", "", nil, 404, "not_found"},
		"an unknown route":       {h.max, "GET", "/api/v2/records", "", nil, 404, "not_found"},
		"a method it has not":    {h.max, "PUT", "/api/v1/session", "{}", nil, 404, "not_found"},
		"an unknown question":    {h.max, "GET", "/api/v1/answers/unicorn", "", nil, 404, "not_found"},
		"reading alone":          {h.script, "POST", "/api/v1/records/task", `{}`, nil, 403, "forbidden"},
		"a token making tokens":  {h.script, "POST", "/api/v1/tokens", `{}`, nil, 403, "forbidden"},
		"an unknown scope":       {h.max, "POST", "/api/v1/tokens", `{"scopes":["all"]}`, nil, 422, "invalid"},
		"a spent link":           {h.nobody, "POST", "/api/v1/session", `{"link":"spent"}`, nil, 401, "unsigned"},
	} {
		t.Run(name, func(t *testing.T) {
			c.v.sendAs(t, c.method, c.path, c.body, c.extra).problem(t, c.status, c.code)
		})
	}
}

// sendAs is send with a Host header of its own where one is given.
func (v *visitor) sendAs(t *testing.T, method, path, body string, extra []string) answer {
	t.Helper()
	w := *v
	w.t = t
	if len(extra) > 0 && extra[0] == "Host" {
		c := *v.http
		c.Transport = hostName{extra[1]}
		w.http, extra = &c, nil
	}
	return w.send(method, path, body, extra...)
}

type hostName struct{ name string }

func (h hostName) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Host = h.name
	return http.DefaultTransport.RoundTrip(r)
}

func TestHeadersGuardThePages(t *testing.T) {
	h := still(t)
	a := h.nobody.must("GET", "/", "")
	csp := a.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("the policy lacks %s: %s", want, csp)
		}
	}
	script := csp[strings.Index(csp, "script-src"):]
	if strings.Contains(script[:strings.IndexByte(script, ';')], "unsafe") || a.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the headers are %v", a.Header)
	}
}
