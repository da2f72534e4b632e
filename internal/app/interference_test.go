package app_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"plumbline/internal/app"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
)

// seeded is a random source that gives the same bytes in every world.
type seeded struct {
	mu sync.Mutex
	r  *rand.ChaCha8
}

func (s *seeded) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.r.Read(b)
}

// private is what Sam did where nobody else may look.
type private struct{ record, change string }

// world starts the same organisation, with or without something private in it, and
// writes down everything that the others can read. hidden names the private record and
// the change that made it, so that the world without them can be asked for them too.
func world(t testing.TB, o app.Options, with bool, hidden private) (map[string]string, private) {
	now := time.Date(2026, 2, 20, 9, 0, 0, 0, time.UTC)
	o.Now = func() time.Time { return now }
	o.Still = true
	o.Random = &seeded{r: rand.NewChaCha8([32]byte{7})}
	h := openHouse(t, o)
	h.ground()
	for i, k := range []string{"task", "absence", "skill_claim", "comment", "decision", "action_item"} {
		h.put(k, fmt.Sprintf("00000000000000%02d", i), "", content(k, i))
	}
	others := map[string]*visitor{"ana": h.ana, "lee": h.lee, "max": h.max}
	streams := map[string]*stream{}
	for name, v := range others {
		streams[name] = v.listen()
	}
	if with {
		hidden = h.beSecret()
	}
	out := map[string]string{}
	// Events that pile up are told as one, so each write waits until all have heard of it.
	settle := func(id string) {
		for name, s := range streams {
			for _, e := range s.until(t, id) {
				out[name+" events"] += "\n" + e + "\n"
			}
		}
	}
	for _, name := range []string{"max", "lee", "ana"} {
		h.readAll(others[name], name, hidden, out, settle)
	}
	return out, hidden
}

// beSecret makes, changes and deletes private records as Sam.
func (h *house) beSecret() private {
	id := "00000000000secrt"
	h.put("snooze", id, "", `{"item":"the secret","for":"sam","until":"2026-03-02","title":"Quartz secret"}`)
	change := h.sam.must("GET", "/api/v1/records/snooze/"+id+"/history", "")
	_, rest, _ := strings.Cut(change.Body, `"change_id":"`)
	made, _, _ := strings.Cut(rest, `"`)
	h.sam.must("PATCH", "/api/v1/records/snooze/"+id, `{"data":{"reason":"Quartz, the secret"}}`)
	for i := range 3 {
		h.sam.must("POST", "/api/v1/records/snooze", `{"data":`+content("snooze", i)+`}`)
	}
	gone := h.sam.must("POST", "/api/v1/records/snooze", `{"data":`+content("snooze", 9)+`}`)
	h.sam.must("DELETE", "/api/v1/records/snooze/"+gone.field("id"), "")
	return private{id, made}
}

// readAll asks for everything a visitor can think of, and writes down what comes.
func (h *house) readAll(v *visitor, name string, hidden private, out map[string]string, settle func(id string)) {
	ask := func(method, path, body string, extra ...string) answer {
		a := v.send(method, path, body, extra...)
		text := a.Body
		if c := a.field("change_id"); method != "GET" && c != "" {
			text = strings.ReplaceAll(text, c, "CHANGE") // drawn at random
		}
		out[fmt.Sprintf("%s %03d %s %s %s", name, len(out), method, path, body)] = fmt.Sprintf("%d %s %s\n%s", a.Status, a.Header.Get("ETag"), a.Header.Get("Location"), text)
		return a
	}
	for _, d := range kinds.Registry().All() {
		at := "/api/v1/records/" + string(d.Kind)
		for _, q := range []string{"?limit=2", "?sort=-updated", "?sort=title", "?q=quartz", "?limit=1&sort=-created"} {
			next := ask("GET", at+q, "").field("next")
			for next != "" {
				next = ask("GET", at+q+"&cursor="+next, "").field("next")
			}
		}
	}
	for _, q := range []string{"quartz", "secret", "the", "sam", hidden.record} {
		ask("GET", "/api/v1/search?limit=100&q="+q, "")
	}
	ask("GET", "/api/v1/session", "")
	ask("GET", "/api/v1/schema", "")
	ask("GET", "/api/v1/jobs", "")
	for _, q := range h.Questions() {
		ask("GET", "/api/v1/answers/"+q, "")
	}
	ask("GET", "/api/v1/records/person/sam", "")
	ask("GET", "/api/v1/records/person/sam/history", "")
	h.probe(ask, hidden)
	// What is written afterwards gets the same keys, versions and refusals.
	id := "0000000000task" + map[string]string{"ana": "0a", "lee": "0c", "max": "0m"}[name]
	ask("POST", "/api/v1/changes", fmt.Sprintf(`{"change_id":"made-by-%s","changes":[{"kind":"task","id":%q,"op":"put","data":{"title":"After","project":"ground","status":"todo"}}]}`, name, id))
	settle(id)
	ask("GET", "/api/v1/records/task/"+id, "")
	ask("POST", "/api/v1/changes/made-by-"+name+"/undo", "")
	settle(id)
	ask("DELETE", "/api/v1/records/person/sam", "")
	if name == "lee" {
		ask("DELETE", "/api/v1/records/skill/basis", "")
	}
}

// probe goes for the private record by its very id, in every way there is.
func (h *house) probe(ask func(method, path, body string, extra ...string) answer, x private) {
	at := "/api/v1/records/snooze/" + x.record
	ask("GET", at, "")
	ask("GET", at+"/history", "")
	ask("GET", at, "", "If-None-Match", "*")
	ask("PUT", at, `{"data":`+content("snooze", 1)+`}`)
	ask("PATCH", at, `{"data":{"reason":"mine"}}`)
	ask("PATCH", at, `{"data":{"reason":"mine"}}`, "If-Match", "*")
	ask("DELETE", at, "")
	ask("GET", "/api/v1/facts?address="+url.QueryEscape("rec:snooze/"+x.record+"@1"), "")
	for _, op := range []string{"put", "patch", "delete", "erase"} {
		data := ""
		if op == "put" || op == "patch" {
			data = `,"data":{"reason":"mine"}`
		}
		for _, preview := range []string{"true", "false"} {
			ask("POST", "/api/v1/changes", fmt.Sprintf(`{"preview":%s,"changes":[{"kind":"snooze","id":%q,"op":%q%s}]}`, preview, x.record, op, data))
		}
	}
	ask("POST", "/api/v1/changes/"+x.change+"/undo", "")
	ask("POST", "/api/v1/changes", fmt.Sprintf(`{"preview":true,"changes":[{"kind":"task","op":"put","data":{"title":"Linked","project":"ground","status":"todo","links":[{"rel":"relates","to":"snooze/%s"}]}}]}`, x.record))
	ask("GET", "/api/v1/records/snooze?where=for:sam", "")
}

// interference compares the two worlds.
func interference(t testing.TB, o app.Options) []string {
	with, hidden := world(t, o, true, private{})
	without, _ := world(t, o, false, hidden)
	var out []string
	for k, a := range with {
		if b, ok := without[k]; !ok || a != b {
			out = append(out, fmt.Sprintf("%s\nwith something private: %s\nwithout: %s", k, a, b))
		}
	}
	if len(with) != len(without) {
		out = append(out, fmt.Sprintf("%d answers with something private, %d without", len(with), len(without)))
	}
	return out
}

func TestNothingPrivateShows(t *testing.T) {
	for _, x := range interference(t, app.Options{}) {
		t.Error(x)
	}
}

func TestNothingPrivateShowsNoticesAForgottenPermissionCall(t *testing.T) {
	o := app.Options{Registry: brokenPolicy("snooze", func(p *record.Policy) { p.Read |= record.Everyone })}
	if len(interference(t, o)) == 0 {
		t.Error("everybody could read snoozes, and nothing showed")
	}
}
