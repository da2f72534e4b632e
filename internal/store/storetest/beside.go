package storetest

import (
	"bytes"
	"context"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/store"
)

func testBlobs(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx, s := t.Context(), opened(t, fresh(t))
	put := func(content []byte) (h store.Hash) {
		must(t, s.Write(ctx, func(ctx context.Context, tx store.Tx) (err error) { h, err = tx.PutBlob(ctx, content); return err }))
		return h
	}
	for _, content := range [][]byte{{}, []byte("plan"), bytes.Repeat([]byte{0, 255, 7}, 1<<19)} {
		h := put(content)
		if again := put(content); again != h {
			t.Fatalf("the same content has addresses %s and %s", h, again)
		}
		if back := got[[]byte](t)(s.Blob(ctx, h)); !bytes.Equal(back, content) {
			t.Fatalf("%d bytes did not read back", len(content))
		}
	}
	if h := put([]byte("plan")); h != "f9ad3f6b08d43aeef42eb443f62a0cb0d6cce82fd47dc65c7cb5ed4ef1ade213" && len(h) != 64 {
		t.Fatalf("address %s is not a SHA-256", h)
	}
	_, err := s.Blob(ctx, "00")
	wantCode(t, err, fault.NotFound)
}

func testResults(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx, s := t.Context(), opened(t, fresh(t))
	result := func(day string, hour int, projection string) store.Result {
		return store.Result{ResultKey: store.ResultKey{Question: "today", Options: "o", Projection: projection, Facts: "f", Engine: "1", Day: day},
			At: Day.Add(time.Duration(hour) * time.Hour), Took: 1234567 * time.Nanosecond, Data: []byte(`{"p":"` + projection + `"}`)}
	}
	list := []store.Result{result("2026-02-20", 0, "p1"), result("2026-02-20", 1, "p2"), result("2026-02-20", 1, "p3"),
		result("2026-02-21", 24, "p1"), result("2026-02-22", 48, "p1"), result("2026-02-22", 49, "p2")}
	for _, r := range list {
		must(t, s.PutResult(ctx, r))
		if back := got[store.Result](t)(s.Result(ctx, r.ResultKey)); !reflect.DeepEqual(back, r) {
			t.Fatalf("got  %+v\nwant %+v", back, r)
		}
	}
	replaced := list[0]
	replaced.Data = []byte(`{"new":1}`)
	must(t, s.PutResult(ctx, replaced))
	if back := got[store.Result](t)(s.Result(ctx, replaced.ResultKey)); string(back.Data) != `{"new":1}` {
		t.Fatalf("a result was not replaced: %s", back.Data)
	}
	unknown := list[0].ResultKey
	unknown.Engine = "2"
	_, err := s.Result(ctx, unknown)
	wantCode(t, err, fault.NotFound)
	latest := got[[]store.Result](t)(s.Latest(ctx, "today", "o", 2))
	if len(latest) != 2 || !reflect.DeepEqual(latest[0], list[5]) || !reflect.DeepEqual(latest[1], list[4]) {
		t.Fatalf("latest: %+v", latest)
	}
	must(t, s.Trim(ctx, Day.Add(30*time.Hour)))
	var days []string
	for _, r := range got[[]store.Result](t)(s.Latest(ctx, "today", "o", 10)) {
		days = append(days, r.Day+r.Projection)
	}
	if want := []string{"2026-02-22p2", "2026-02-22p1", "2026-02-21p1", "2026-02-20p3"}; !reflect.DeepEqual(days, want) {
		t.Fatalf("after trimming %v, want %v", days, want)
	}
}

func testCredentials(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx, s := t.Context(), opened(t, fresh(t))
	token := store.Credential{Hash: "h1", Type: "token", Person: "ana", Name: "laptop", Scopes: []string{"read", "write"}, Created: Day, Expires: Day.Add(time.Hour)}
	session := store.Credential{Hash: "h2", Type: "session", Person: "ana", Created: Day.Add(time.Minute)}
	link := store.Credential{Hash: "h3", Type: "link", Person: "ana", Created: Day.Add(time.Hour)}
	for _, c := range []store.Credential{token, session, link} {
		must(t, s.PutCredential(ctx, c))
		if back := got[store.Credential](t)(s.Credential(ctx, c.Hash)); !reflect.DeepEqual(back, c) {
			t.Fatalf("got  %+v\nwant %+v", back, c)
		}
	}
	if list := got[[]store.Credential](t)(s.Credentials(ctx, "ana")); !reflect.DeepEqual(list, []store.Credential{token, session, link}) {
		t.Fatalf("credentials of ana: %+v", list)
	}
	must(t, s.TouchCredential(ctx, "h1", Day.Add(90*time.Second)))
	if used := got[store.Credential](t)(s.Credential(ctx, "h1")).Used; !used.Equal(Day.Add(90 * time.Second).Truncate(time.Minute)) {
		t.Fatalf("used %v, want the minute", used)
	}
	must(t, s.TouchCredential(ctx, "h1", Day))
	if used := got[store.Credential](t)(s.Credential(ctx, "h1")).Used; used.Before(Day) {
		t.Fatal("an older use set the time back")
	}
	must(t, s.DropCredential(ctx, "h1"))
	must(t, s.DropCredential(ctx, "h1"))
	_, err := s.Credential(ctx, "h1")
	wantCode(t, err, fault.NotFound)
	_, err = s.UseLink(ctx, "h2")
	wantCode(t, err, fault.NotFound)
	got[store.Credential](t)(s.Credential(ctx, "h2"))
	useOnce(t, s, "h3")
}

func useOnce(t *testing.T, s store.Store, hash string) {
	t.Helper()
	var used atomic.Int32
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			c, err := s.UseLink(t.Context(), hash)
			if err == nil && c.Person == "ana" {
				used.Add(1)
				return
			}
			if fault.CodeOf(err) != fault.NotFound {
				t.Errorf("using a link: %v", err)
			}
		})
	}
	wg.Wait()
	if used.Load() != 1 {
		t.Fatalf("the link let %d people in, want 1", used.Load())
	}
}
