package app_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plumbline/internal/app"
	"plumbline/internal/kinds"
	"plumbline/internal/pgtest"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

var pg = pgtest.Server{Unsynced: true}

func TestMain(m *testing.M) { os.Exit(pg.Run(m)) }

var system = record.Principal{System: true}

// house is a running server with a few people in it.
type house struct {
	t testing.TB
	*app.Server
	data                  string
	ana, lee, max, sam    *visitor // admin, lead, member, and the member that records are about
	nobody, script, owner *visitor
	people                map[string]record.ID
}

// patience is how long a test waits for what must come, on a machine that is busy with
// other tests.
const patience = 3 * time.Minute

// visitor is somebody who sends requests.
type visitor struct {
	t      testing.TB
	name   string
	base   string
	http   *http.Client
	cookie string
	token  string
}

// answer is what came back.
type answer struct {
	Status int
	Body   string
	Header http.Header
}

// eachEngine runs a test on both databases.
func eachEngine(t *testing.T, run func(t *testing.T, o app.Options)) {
	t.Run("sqlite", func(t *testing.T) { run(t, app.Options{}) })
	t.Run("postgres", func(t *testing.T) { run(t, app.Options{Database: pg.Database(t), Unsynced: true}) })
}

// openHouse starts the real program on a free port with four people: Ana runs it, Lee
// leads, Max is a member, and so is Sam, whom records are about.
func openHouse(t testing.TB, o app.Options) *house {
	t.Helper()
	o.Data, o.Listen, o.Version, o.Zone = t.TempDir(), "127.0.0.1:0", "test", "Europe/Berlin"
	s, err := app.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h := &house{t: t, Server: s, data: o.Data, people: map[string]record.ID{}}
	h.ana, h.lee = h.invite("ana", "admin", "lead"), h.invite("lee", "lead")
	h.max, h.sam = h.invite("max", "member"), h.invite("sam", "member")
	h.nobody = h.visitor("nobody")
	h.script = h.visitor("script")
	h.script.token = h.max.must("POST", "/api/v1/tokens", `{"name":"s","scopes":["read"]}`).field("secret")
	h.owner = h.visitor("owner")
	h.owner.http.Transport = &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", filepath.Join(o.Data, "plumbline.sock"))
	}}
	t.Cleanup(h.owner.http.CloseIdleConnections)
	return h
}

// node reads content written as JSON.
func node(t testing.TB, text string) *record.Node {
	t.Helper()
	n, err := record.ParseJSON([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return n
}

// put writes a record as the system and gives its id.
func (h *house) put(kind, id, key, data string) record.ID {
	h.t.Helper()
	done, err := h.Team().Apply(h.t.Context(), system, team.ChangeSet{Via: team.ViaJob, Changes: []team.Change{
		{Kind: record.Kind(kind), ID: id, Key: key, Op: team.Put, Data: node(h.t, data)}}})
	if err != nil {
		h.t.Fatalf("write %s: %v", kind, err)
	}
	return done.Records[0].ID
}

func (h *house) visitor(name string) *visitor {
	v := &visitor{t: h.t, name: name, base: h.URL(), http: &http.Client{Transport: &http.Transport{}, Timeout: patience}}
	h.t.Cleanup(v.http.CloseIdleConnections)
	return v
}

// invite makes a person with an account and signs them in through a one-time link.
func (h *house) invite(name string, roles ...string) *visitor {
	h.t.Helper()
	id := h.put("person", "", name, fmt.Sprintf(`{"title":"%s%s"}`, strings.ToUpper(name[:1]), name[1:]))
	h.people[name] = id
	list, _ := json.Marshal(roles)
	h.put("account", "", "", fmt.Sprintf(`{"title":"%s","person":%q,"roles":%s}`, name, id, list))
	v := h.visitor(name)
	v.signIn(h, id)
	return v
}

func (v *visitor) signIn(h *house, person record.ID) {
	v.t.Helper()
	link, err := h.LinkFor(v.t.Context(), person)
	if err != nil {
		v.t.Fatal(err)
	}
	u, _ := url.Parse(link)
	a := v.must("POST", "/api/v1/session", fmt.Sprintf(`{"link":%q}`, u.Query().Get("link")))
	c := (&http.Response{Header: a.Header}).Cookies()
	if len(c) != 1 || !c[0].HttpOnly || c[0].SameSite != http.SameSiteStrictMode {
		v.t.Fatalf("the session's cookie is %v", a.Header["Set-Cookie"])
	}
	v.cookie = c[0].Name + "=" + c[0].Value
}

// send makes a request; extra are header names and values.
func (v *visitor) send(method, path, body string, extra ...string) answer {
	v.t.Helper()
	res := v.open(v.t.Context(), method, path, body, extra...)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer{res.StatusCode, string(data), res.Header}
}

func (v *visitor) open(ctx context.Context, method, path, body string, extra ...string) *http.Response {
	v.t.Helper()
	var r io.Reader
	if body != "" {
		r = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, v.base+path, r)
	if err != nil {
		v.t.Fatal(err)
	}
	if v.cookie != "" {
		req.Header.Set("Cookie", v.cookie)
	}
	if v.token != "" {
		req.Header.Set("Authorization", "Bearer "+v.token)
	}
	for i := 0; i+1 < len(extra); i += 2 {
		req.Header.Set(extra[i], extra[i+1])
	}
	res, err := v.http.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	return res
}

// must fails the test on anything but success.
func (v *visitor) must(method, path, body string, extra ...string) answer {
	v.t.Helper()
	a := v.send(method, path, body, extra...)
	if a.Status >= 300 {
		v.t.Fatalf("%s: %s %s gave %d: %s", v.name, method, path, a.Status, a.Body)
	}
	return a
}

// field gives one top-level text or number of a JSON answer.
func (a answer) field(name string) string {
	var m map[string]json.RawMessage
	if json.Unmarshal([]byte(a.Body), &m) != nil {
		return ""
	}
	return strings.Trim(string(m[name]), `"`)
}

// stream is an open event stream: one text per event, "change {…}".
type stream struct {
	events chan string
	close  context.CancelFunc
}

func (v *visitor) listen() *stream {
	v.t.Helper()
	ctx, cancel := context.WithCancel(v.t.Context())
	v.t.Cleanup(cancel)
	c := *v.http
	c.Timeout = 0
	w := *v
	w.http = &c
	res := w.open(ctx, "GET", "/api/events", "")
	if res.StatusCode != http.StatusOK {
		v.t.Fatalf("%s: the events gave %d", v.name, res.StatusCode)
	}
	s := &stream{events: make(chan string, 1000), close: cancel}
	go func() {
		defer res.Body.Close()
		defer close(s.events)
		sc := bufio.NewScanner(res.Body)
		event := ""
		for sc.Scan() {
			line := sc.Text()
			if e, ok := strings.CutPrefix(line, "event: "); ok {
				event = e
			} else if d, ok := strings.CutPrefix(line, "data: "); ok {
				s.events <- event + " " + d
			}
		}
	}()
	if first := <-s.events; !strings.HasPrefix(first, "hello ") {
		v.t.Fatalf("the stream begins with %q", first)
	}
	return s
}

// until reads events up to the one that holds the text, and gives all of them.
func (s *stream) until(t testing.TB, text string) []string {
	t.Helper()
	var all []string
	late := time.After(patience)
	for {
		select {
		case e, ok := <-s.events:
			if !ok {
				t.Fatalf("the stream ended before %q: %q", text, all)
			}
			all = append(all, e)
			if strings.Contains(e, text) {
				return all
			}
		case <-late:
			t.Fatalf("no event with %q came: %q", text, all)
		}
	}
}

// pretty indents JSON for messages.
func pretty(s string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(s), "", "  ") != nil {
		return s
	}
	return b.String()
}

// brokenPolicy gives the product's kinds with one policy broken: what a forgotten
// permission call would leave open.
func brokenPolicy(kind record.Kind, breakIt func(*record.Policy)) *record.Registry {
	var defs []record.Definition
	for _, d := range kinds.Registry().All() {
		c := *d
		if c.Kind == kind {
			if c.Policy.Restricted != nil {
				all := map[string]record.Grant{}
				for k, v := range c.Policy.Restricted {
					all[k] = v
				}
				c.Policy.Restricted = all
			}
			breakIt(&c.Policy)
		}
		defs = append(defs, c)
	}
	return record.NewRegistry(defs...)
}

// patchOf is a change set of one patch.
func patchOf(t testing.TB, kind, id, data string) team.ChangeSet {
	return team.ChangeSet{Via: team.ViaJob, Changes: []team.Change{{Kind: record.Kind(kind), ID: id, Op: team.Patch, Data: node(t, data)}}}
}
