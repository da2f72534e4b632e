package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"plumbline/internal/fault"
	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
	"plumbline/internal/store/tables"
)

func wantFault(t *testing.T, err error, code fault.Code, words string) {
	t.Helper()
	if fault.CodeOf(err) != code || !strings.Contains(err.Error(), words) {
		t.Fatalf("got %v, want a fault %q that says %q", err, code, words)
	}
	var f *fault.Error
	if errors.As(err, &f); f.Hint == "" {
		t.Fatalf("the fault names no remedy: %v", err)
	}
}

// filled makes a folder with a few rows and closes it.
func filled(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	s := open(t, folder, Options{})
	for i := range 50 {
		if err := storetest.Append(t.Context(), s, storetest.Row(fmt.Sprint("c", i), fmt.Sprint(i), 1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return folder
}

func digest(t *testing.T, folder string) [32]byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(folder, File))
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}

// refused opens a folder that must be refused, and checks that the database was left as it was.
func refused(t *testing.T, folder string, o Options, code fault.Code, words string) {
	t.Helper()
	before := digest(t, folder)
	o.BallastBytes = -1
	s, err := Open(t.Context(), folder, o)
	if err == nil {
		_ = s.Close()
		t.Fatal("the folder was opened")
	}
	wantFault(t, err, code, words)
	if digest(t, folder) != before {
		t.Fatal("the refused file was changed")
	}
}

func TestASecondServerIsRefused(t *testing.T) {
	folder := filled(t)
	s := open(t, folder, Options{})
	defer s.Close()
	refused(t, folder, Options{}, fault.Refused, fmt.Sprintf("(process %d) has the data folder", os.Getpid()))
}

func TestAnOldLibraryIsRefused(t *testing.T) {
	for version, serves := range map[string]bool{"3.51.3": true, "3.53.0": true, "4.0": true, "3.51.2": false, "3.9.99": false, "3.51": false} {
		if err := libraryServes(version); (err == nil) != serves {
			t.Errorf("SQLite %s: %v", version, err)
		}
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	folder := t.TempDir()
	steps := tables.Migrations(dialect)
	s := open(t, folder, Options{steps: append(steps, tables.Migration{Title: "from the future", SQL: []string{"create table later (x)"}})})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, folder, Options{}, fault.Newer, "newer release")
}

func TestADamagedFileIsRefused(t *testing.T) {
	for name, damage := range map[string]func(b []byte) []byte{
		"not a database":    func(b []byte) []byte { copy(b, "hello"); return b },
		"a broken page":     func(b []byte) []byte { copy(b[4096+8:], make([]byte, 200)); return b },
		"cut in the middle": func(b []byte) []byte { return b[:len(b)/2] },
		"emptied":           func([]byte) []byte { return nil },
		"a few bytes":       func([]byte) []byte { return []byte("SQLite format 3\x00") },
	} {
		t.Run(name, func(t *testing.T) {
			folder := filled(t)
			path := filepath.Join(folder, File)
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, damage(b), 0o600); err != nil {
				t.Fatal(err)
			}
			refused(t, folder, Options{}, fault.Refused, "damaged")
		})
	}
}

// A flipped byte inside a value keeps SQLite's structure intact; the row's checksum tells.
func TestADamagedValueIsNeverReadAsWritten(t *testing.T) {
	folder := filled(t)
	path := filepath.Join(folder, File)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(b), `{"title":"7",`)
	b[at+11] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, folder, Options{})
	defer s.Close()
	_, err = s.After(t.Context(), 0, 100)
	wantFault(t, err, fault.Refused, "Row 8 of the log is damaged")
}

func TestAForeignDatabaseIsRefused(t *testing.T) {
	folder := filled(t)
	path := filepath.Join(folder, File)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	binary.BigEndian.PutUint32(b[68:], 42) // the application id in the file's header
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, folder, Options{}, fault.Refused, "another program")
}

// As root every folder can be written, so the thread takes the rights of nobody for file access.
func TestAFolderThatCannotBeWrittenIsRefused(t *testing.T) {
	folder := filled(t)
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		for _, name := range []string{File, "plumbline.lock"} {
			if err := os.Chmod(filepath.Join(folder, name), 0o444); err != nil {
				t.Fatal(err)
			}
		}
	}
	var err error
	done := make(chan bool)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with this goroutine
		defer close(done)
		if os.Geteuid() == 0 {
			_, _, _ = syscall.RawSyscall(syscall.SYS_SETFSUID, 65534, 0, 0)
		}
		_, err = Open(t.Context(), folder, Options{BallastBytes: -1})
	}()
	<-done
	wantFault(t, err, fault.Refused, "cannot be written")
}

func TestAMigrationTakesASnapshotFirstAndIsAllOrNothing(t *testing.T) {
	folder := filled(t)
	steps := tables.Migrations(dialect)
	broken := append(steps[:len(steps):len(steps)], tables.Migration{Title: "breaks", SQL: []string{"create table half (x)", "this is not SQL"}})
	if s, err := Open(t.Context(), folder, Options{steps: broken, BallastBytes: -1}); err == nil {
		_ = s.Close()
		t.Fatal("a broken step passed")
	}
	good := append(steps[:len(steps):len(steps)], tables.Migration{Title: "works", SQL: []string{"create table half (x)"}})
	s := open(t, folder, Options{steps: good})
	defer s.Close()
	if head, err := s.Head(t.Context()); err != nil || head != 50 {
		t.Fatalf("head %d (%v) after the migration, want 50", head, err)
	}
	restored := t.TempDir()
	b, err := os.ReadFile(filepath.Join(folder, "snapshots", fmt.Sprintf("schema-%d.db", len(steps))))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(restored, File), b, 0o600); err != nil {
		t.Fatal(err)
	}
	old := open(t, restored, Options{})
	defer old.Close()
	if head, err := old.Head(t.Context()); err != nil || head != 50 {
		t.Fatalf("the snapshot's head is %d (%v), want 50", head, err)
	}
}

func TestABackupOpensAsAStore(t *testing.T) {
	s := open(t, filled(t), Options{})
	defer s.Close()
	restored := t.TempDir()
	if err := s.Backup(t.Context(), filepath.Join(restored, File)); err != nil {
		t.Fatal(err)
	}
	b := open(t, restored, Options{})
	defer b.Close()
	want, err1 := s.After(t.Context(), 0, 100)
	got, err2 := b.After(t.Context(), 0, 100)
	if err1 != nil || err2 != nil || len(got) != 50 || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("%d rows of %d came back (%v, %v)", len(got), len(want), err1, err2)
	}
}

// After erasing, the words are in no file of the folder: freed pages are overwritten.
func TestErasedWordsAreNotInTheFile(t *testing.T) {
	folder := t.TempDir()
	s := open(t, folder, Options{})
	secret := storetest.Row("c1", "a", 1)
	secret.Data = []byte(`{"note":"` + strings.Repeat("unmistakable ", 2000) + `"}`)
	gone := store.Row{ChangeID: "c2", Kind: "person", ID: "a", Version: 2, Op: store.Erase, Via: "ui"}
	for _, r := range []store.Row{secret, gone} {
		if err := storetest.Append(t.Context(), s, r); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if b, err := os.ReadFile(f); err != nil || strings.Contains(string(b), "unmistakable") {
			t.Errorf("%s still holds the erased words (%v)", f, err)
		}
	}
}

const troubleVariable = "PLUMBLINE_TROUBLE"

// inTrouble makes the test binary a server whose disk fails while it saves: files may not grow
// beyond a limit, which SQLite sees as an error of writing.
func inTrouble() {
	folder, ok := os.LookupEnv(troubleVariable)
	if !ok {
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	s, err := Open(context.Background(), folder, Options{BallastBytes: -1})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	limit := syscall.Rlimit{Cur: 256 << 10, Max: 256 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for i := 0; ; i++ {
		r := storetest.Row(fmt.Sprint("c", i), fmt.Sprint(i), 1)
		r.Data = []byte(`"` + strings.Repeat("x", 20<<10) + `"`)
		if err := storetest.Append(context.Background(), s, r); err != nil {
			fmt.Println("Write returned:", err)
			os.Exit(1)
		}
		fmt.Println("acknowledged", i)
	}
}

func TestAnErrorOfTheDiskEndsTheProcess(t *testing.T) {
	folder := t.TempDir()
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), troubleVariable+"="+folder)
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 74 {
		t.Fatalf("the process ended with %v, want status 74:\n%s", err, out)
	}
	if !strings.Contains(string(out), "the disk failed while saving") {
		t.Fatalf("it said:\n%s", out)
	}
	s := open(t, folder, Options{})
	defer s.Close()
	head, err := s.Head(t.Context())
	if acknowledged := strings.Count(string(out), "acknowledged"); err != nil || int(head) < acknowledged || acknowledged == 0 {
		t.Fatalf("%d acknowledged, %d there (%v)", acknowledged, head, err)
	}
}
