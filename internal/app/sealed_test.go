package app_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"plumbline/internal/app"
	"plumbline/internal/seal"
)

// What Sam writes for himself alone, and what he writes where the disk may show it: a
// search that does not find the second proves nothing about the first.
const (
	canary  = "Zirkon-canary-4711"
	sparrow = "Granat-sparrow-4711"
)

// shared is a log that is read while the server's jobs still write to it.
type shared struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *shared) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// onDisk gives every byte that is kept: the files of the data folder but the keys, and
// each row of each table of PostgreSQL. The server runs on, so a passing file may go
// between its listing and its reading.
func onDisk(t *testing.T, o app.Options) string {
	t.Helper()
	var out bytes.Buffer
	err := filepath.WalkDir(o.Data, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() || d.Name() == seal.File {
			return err
		}
		data, err := os.ReadFile(path)
		out.Write(data)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err == nil && o.Database != "" {
		err = dump(t.Context(), o.Database, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func dump(ctx context.Context, address string, out *bytes.Buffer) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	tables, err := column(ctx, db, "select table_name from information_schema.tables where table_schema = 'public'")
	for _, t := range tables {
		rows, err := column(ctx, db, `select x::text from "`+t+`" x`)
		if err != nil {
			return err
		}
		for _, r := range rows {
			out.WriteString(r + "\n")
			for _, word := range strings.FieldsFunc(r, func(c rune) bool { return !strings.ContainsRune("0123456789abcdef", c) }) {
				if data, err := hex.DecodeString(word); err == nil {
					out.Write(data)
				}
			}
		}
	}
	return err
}

func column(ctx context.Context, db *sql.DB, query string) ([]string, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// A private note is read by its author and stands nowhere in clear: not in the database,
// not in the log of the server, not in what anybody else is told; also after it was
// changed, exported and read in again. Once its key is destroyed nobody reads it.
func TestAPrivateNoteIsItsAuthorsAlone(t *testing.T) {
	eachEngine(t, func(t *testing.T, o app.Options) {
		log := &shared{}
		o.Log = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		h := openHouse(t, o)
		o.Data = h.data
		at := "/api/v1/records/private_note/"
		id := h.sam.must("POST", at[:len(at)-1], `{"reason":"`+canary+`","data":{"author":"sam","about":"max","title":"`+canary+`","tags":["`+canary+`"],"text":"`+canary+`"}}`).field("id")
		h.sam.must("PATCH", at+id, `{"data":{"text":"still `+canary+`"}}`)
		h.sam.must("POST", "/api/v1/records/snooze", `{"data":{"item":"x","for":"sam","until":"2030-01-01","reason":"`+sparrow+`"}}`)
		for _, path := range []string{at + id, at + id + "/history", "/api/v1/search?q=zirkon", at[:len(at)-1] + "?q=zirkon"} {
			if a := h.sam.must("GET", path, ""); !strings.Contains(a.Body, id) && !strings.Contains(a.Body, canary) {
				t.Errorf("Sam asks for %s and reads %s", path, a.Body)
			}
			for _, v := range []*visitor{h.ana, h.lee, h.max, h.owner, h.script} {
				if a := v.send("GET", path, ""); strings.Contains(a.Body, canary) {
					t.Errorf("%s asks for %s and reads %s", v.name, path, a.Body)
				}
			}
		}
		if a := h.sam.send("GET", at+id+"x?"+canary, ""); a.Status < 400 {
			t.Fatal(a.Body)
		}
		disk := onDisk(t, o)
		if !strings.Contains(disk, sparrow) {
			t.Fatal("what is not sealed was not found on the disk: the search is blind")
		}
		if strings.Contains(disk, canary) || strings.Contains(log.String(), canary) {
			t.Error("a private note stands in clear in the database or in the log")
		}
		if a := h.sam.must("DELETE", "/api/v1/private-notes", ""); a.field("notes") != "1" || a.field("keys") != "1" {
			t.Errorf("destroyed: %s", a.Body)
		}
		if a := h.sam.send("GET", at+id, ""); a.Status != 404 {
			t.Errorf("destroyed, it reads %s", a.Body)
		}
		h.sam.must("POST", at[:len(at)-1], `{"data":{"author":"sam","text":"a new one, with a new key"}}`)
	})
}

// A backup holds what is sealed and none of the keys: with the file of keys beside it the
// author reads on, without it nobody does.
func TestABackupIsReadWithItsKeysAlone(t *testing.T) {
	h := openHouse(t, app.Options{})
	id := h.sam.must("POST", "/api/v1/records/private_note", `{"data":{"author":"sam","text":"`+canary+`"}}`).field("id")
	file, keys := filepath.Join(t.TempDir(), "copy.db"), filepath.Join(h.data, seal.File)
	h.owner.must("POST", "/api/v1/backups", `{"path":"`+file+`"}`)
	kept := filepath.Join(t.TempDir(), "kept.keys")
	data, err := os.ReadFile(keys)
	if err == nil {
		err = os.WriteFile(kept, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	h.sam.must("DELETE", "/api/v1/private-notes", "")
	for path, reads := range map[string]bool{"": false, keys: false, kept: true} {
		o := app.Options{Data: filepath.Join(t.TempDir(), "again"), Listen: "127.0.0.1:0", Zone: "Europe/Berlin"}
		done, err := app.Restore(t.Context(), file, path, o)
		if err != nil || (done.Unreadable == 0) != reads {
			t.Fatalf("with keys %q: %+v, %v", path, done, err)
		}
		s, ended, stop := start(t, o)
		again := &house{t: t, Server: s, data: o.Data, people: h.people}
		sam := again.visitor("sam")
		sam.signIn(again, h.people["sam"])
		if a := sam.must("GET", "/api/v1/records/private_note/"+id, ""); strings.Contains(a.Body, canary) != reads {
			t.Errorf("with keys %q it reads %s", path, a.Body)
		}
		stop()
		if err := errors.Join(<-ended, s.Close()); err != nil {
			t.Errorf("with keys %q the server stopped with %v", path, err)
		}
	}
}
