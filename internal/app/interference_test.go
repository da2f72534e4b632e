package app_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
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

// private is what Sam did where nobody else may look: by kind, a record and the change
// that made it.
type private struct{ kind, record, change string }

// world starts the same organisation, with or without something private in it, and
// writes down everything that the others can read. hidden names the private record and
// the change that made it, so that the world without them can be asked for them too.
func world(t testing.TB, o app.Options, with bool, hidden []private) (map[string]string, []private) {
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

// secrets are what Sam keeps from the others, one of each private kind, in the order in
// which they need each other. (Tom has no account.)
var secrets = []struct{ kind, id, data, patch string }{
	{"snooze", "00000000000secrt", `{"item":"the secret","for":"sam","until":"2026-03-02","title":"Quartz secret"}`, `{"reason":"Quartz, the secret"}`},
	{"one_on_one", "000000000000pa2r", `{"lead":"sam","person":"tom","state":"active","next":"2026-02-21","every":"week","about":"Quartz, the secret"}`, `{"next":"2026-02-23"}`},
	{"conversation", "000000000000ta1k", `{"series":"000000000000pa2r","between":["sam","tom"],"on":"2026-02-13","notes":"Quartz, the secret"}`, `{"notes":"Quartz, the other secret"}`},
	{"talking_point", "00000000000p01nt", `{"series":"000000000000pa2r","between":["sam","tom"],"title":"Quartz secret","state":"open","raised":"2026-02-01","owner":"sam","due":"2026-02-19"}`, `{"note":"the secret"}`},
	{"private_note", "00000000000n0tes", `{"author":"sam","series":"000000000000pa2r","about":"max","title":"Quartz secret","text":"Quartz, the secret about Max"}`, `{"text":"Quartz, more of the secret"}`},
	{"balance", "00000000000ba1an", `{"person":"sam","technical":"70%","title":"Quartz secret"}`, `{"note":"the secret"}`},
}

// beSecret makes, changes and deletes private records of every kind as Sam.
func (h *house) beSecret() []private {
	var out []private
	for _, x := range secrets {
		h.put(x.kind, x.id, "", x.data)
		at := "/api/v1/records/" + x.kind
		change := h.sam.must("GET", at+"/"+x.id+"/history", "")
		_, rest, _ := strings.Cut(change.Body, `"change_id":"`)
		made, _, _ := strings.Cut(rest, `"`)
		out = append(out, private{x.kind, x.id, made})
		h.sam.must("PATCH", at+"/"+x.id, `{"data":`+x.patch+`}`)
		h.sam.must("POST", at, `{"data":`+content(x.kind, 1)+`}`)
		gone := h.sam.must("POST", at, `{"data":`+content(x.kind, 9)+`}`)
		h.sam.must("DELETE", at+"/"+gone.field("id"), "")
	}
	return out
}

// readAll asks for everything a visitor can think of, and writes down what comes.
func (h *house) readAll(v *visitor, name string, hidden []private, out map[string]string, settle func(id string)) {
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
	for _, q := range []string{"quartz", "secret", "the", "sam", "tom"} {
		ask("GET", "/api/v1/search?limit=100&q="+q, "")
	}
	ask("GET", "/api/v1/session", "")
	ask("GET", "/api/v1/schema", "")
	ask("GET", "/api/v1/jobs", "")
	for _, q := range h.Questions() {
		ask("GET", "/api/v1/answers/"+q, "")
	}
	for _, with := range []string{"sam", "tom", "000000000000pa2r"} {
		ask("GET", "/api/v1/answers/prepare?with="+with, "")
	}
	ask("GET", "/api/v1/records/person/sam", "")
	ask("GET", "/api/v1/records/person/sam/history", "")
	for _, x := range hidden {
		h.probe(ask, x)
	}
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

// probe goes for a private record by its very id, in every way there is.
func (h *house) probe(ask func(method, path, body string, extra ...string) answer, x private) {
	at := "/api/v1/records/" + x.kind + "/" + x.record
	ask("GET", "/api/v1/search?limit=100&q="+x.record, "")
	ask("GET", at, "")
	ask("GET", at+"/history", "")
	ask("GET", at, "", "If-None-Match", "*")
	ask("PUT", at, `{"data":`+content(x.kind, 1)+`}`)
	ask("PATCH", at, `{"data":{"title":"mine"}}`)
	ask("PATCH", at, `{"data":{"title":"mine"}}`, "If-Match", "*")
	ask("DELETE", at, "")
	ask("GET", "/api/v1/facts?address="+url.QueryEscape("rec:"+x.kind+"/"+x.record+"@1"), "")
	for _, op := range []string{"put", "patch", "delete", "erase"} {
		data := ""
		if op == "put" || op == "patch" {
			data = `,"data":{"title":"mine"}`
		}
		for _, preview := range []string{"true", "false"} {
			ask("POST", "/api/v1/changes", fmt.Sprintf(`{"preview":%s,"changes":[{"kind":%q,"id":%q,"op":%q%s}]}`, preview, x.kind, x.record, op, data))
		}
	}
	ask("POST", "/api/v1/changes/"+x.change+"/undo", "")
	ask("POST", "/api/v1/changes", fmt.Sprintf(`{"preview":true,"changes":[{"kind":"task","op":"put","data":{"title":"Linked","project":"ground","status":"todo","links":[{"rel":"relates","to":"%s/%s"}]}}]}`, x.kind, x.record))
	ask("POST", "/api/v1/changes", fmt.Sprintf(`{"preview":true,"changes":[{"kind":"action_item","op":"put","data":{"title":"From it","owner":"max","state":"open","source":"%s/%s"}}]}`, x.kind, x.record))
	ask("POST", "/api/v1/changes", fmt.Sprintf(`{"preview":true,"changes":[{"kind":"comment","op":"put","data":{"on":"%s/%s","author":"max","text":"x"}}]}`, x.kind, x.record))
	for _, name := range []string{"ana", "max"} {
		ask("POST", "/api/v1/changes", fmt.Sprintf(`{"preview":true,"changes":[{"kind":"talking_point","op":"put","data":{"title":"Mine","series":%q,"between":[%q,"tom"],"state":"open"}}]}`, x.record, name))
	}
	ask("GET", "/api/v1/records/"+x.kind+"?where="+url.QueryEscape(subjectOf(x.kind)+":sam"), "")
}

// subjectOf names the field of a kind that says whom a record is about.
func subjectOf(kind string) string {
	d := kinds.Registry().Lookup(record.Kind(kind))
	for i := range d.Fields {
		if d.Fields[i].Subject {
			return d.Fields[i].Name
		}
	}
	return ""
}

// interference compares the two worlds.
func interference(t testing.TB, o app.Options) []string {
	with, hidden := world(t, o, true, nil)
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
	for _, kind := range []record.Kind{"snooze", "one_on_one", "private_note"} {
		o := app.Options{Registry: brokenPolicy(kind, func(p *record.Policy) { p.Read |= record.Everyone })}
		if len(interference(t, o)) == 0 {
			t.Errorf("everybody could read every %s, and nothing showed", kind)
		}
	}
}

// Every private kind stands among the secrets: a new one that does not is not tried.
func TestEveryPrivateKindIsASecret(t *testing.T) {
	for _, d := range kinds.Registry().All() {
		known := slices.ContainsFunc(secrets, func(s struct{ kind, id, data, patch string }) bool { return s.kind == string(d.Kind) })
		if d.Private() != known {
			t.Errorf("%s: private %v, among the secrets %v", d.Kind, d.Private(), known)
		}
	}
}
