package seal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"plumbline/internal/fault"
	"plumbline/internal/seal"
)

func open(t *testing.T, folder string) *seal.Ring {
	t.Helper()
	r, err := seal.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatIsSealedOpensAgainAfterARestartAndNowhereElse(t *testing.T) {
	folder := t.TempDir()
	text, at := []byte("for me alone"), []byte("private_note/1@1")
	id, sealed, err := open(t, folder).Seal("ana", text, at)
	if err != nil || bytes.Contains(sealed, text) {
		t.Fatalf("%q, %v", sealed, err)
	}
	again := open(t, folder)
	if got, err := again.Open(id, sealed, at); err != nil || !bytes.Equal(got, text) {
		t.Errorf("after a restart it reads %q, %v", got, err)
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, try := range map[string]func() ([]byte, error){
		"at another place": func() ([]byte, error) { return again.Open(id, sealed, []byte("private_note/2@1")) },
		"changed":          func() ([]byte, error) { return again.Open(id, changed, at) },
		"cut short":        func() ([]byte, error) { return again.Open(id, sealed[:4], at) },
		"with no such key": func() ([]byte, error) { return again.Open("k0", sealed, at) },
		"with another's key": func() ([]byte, error) {
			other, _, _ := again.Seal("ben", text, at)
			return again.Open(other, sealed, at)
		},
	} {
		if got, err := try(); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%s it reads %q, %v", name, got, err)
		}
	}
}

func TestADestroyedKeyIsGoneForGood(t *testing.T) {
	folder := t.TempDir()
	r := open(t, folder)
	mine, sealed, _ := r.Seal("ana", []byte("x"), nil)
	his, kept, _ := r.Seal("ben", []byte("y"), nil)
	if n, err := r.Destroy("ana"); n != 1 || err != nil {
		t.Fatalf("%d keys destroyed, %v", n, err)
	}
	for _, ring := range []*seal.Ring{r, open(t, folder)} {
		if _, err := ring.Open(mine, sealed, nil); fault.CodeOf(err) != fault.Refused {
			t.Errorf("it still opens: %v", err)
		}
		if got, err := ring.Open(his, kept, nil); err != nil || string(got) != "y" {
			t.Errorf("another's key went with it: %v", err)
		}
	}
	if id, _, err := r.Seal("ana", []byte("z"), nil); err != nil || id == mine {
		t.Errorf("the next key is %s (was %s), %v", id, mine, err)
	}
}

func TestTheFileOfKeysIsForItsOwnerAlone(t *testing.T) {
	folder := t.TempDir()
	if _, _, err := open(t, folder).Seal("ana", []byte("x"), nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, seal.File)
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Open(folder); runtime.GOOS != "windows" && (fault.CodeOf(err) != fault.Refused || !strings.Contains(err.Error(), "0644")) {
		t.Errorf("a file that others can read was taken: %v", err)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Open(folder); fault.CodeOf(err) != fault.Refused {
		t.Errorf("a damaged file was taken: %v", err)
	}
}
