// Package seal keeps the keys of what people write for themselves alone, and encrypts
// with them. The keys stand in one file of the data folder and nowhere else: not in the
// database, so that no copy of it can be read without them, and a key that is destroyed
// takes with it whatever was sealed, in every backup too.
package seal

import (
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"plumbline/internal/fault"
)

// File is the name of the keys' file in the data folder. Its mode is 0600.
const File = "private.keys"

// Ring is the keys of one organisation. Safe for concurrent use; the file belongs to one
// process at a time, as the data folder does.
type Ring struct {
	path string // "" = nothing is kept
	mu   sync.Mutex
	keys []key
}

// key is one person's key: AES-256 in Galois counter mode.
type key struct {
	ID     string    `json:"id"`
	Person string    `json:"person"`
	Made   time.Time `json:"made"`
	Secret []byte    `json:"key"`
}

// InMemory gives a ring that is gone with the process: for commands that answer from a
// file alone, and for tests.
func InMemory() *Ring { return &Ring{} }

// Open reads the keys of a data folder; a folder without the file has none yet.
func Open(folder string) (*Ring, error) {
	r := &Ring{path: filepath.Join(folder, File)}
	return r, r.read()
}

func (r *Ring) read() error {
	info, err := os.Stat(r.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return fault.New(fault.Refused, "The keys of private notes in %s can be read by others (mode %04o).", r.path, info.Mode().Perm()).
			WithHint("Run: chmod 600 %s", r.path)
	}
	data, err := os.ReadFile(r.path)
	if err == nil {
		err = json.Unmarshal(data, &r.keys)
	}
	if err != nil {
		return fault.New(fault.Refused, "The keys of private notes in %s cannot be read.", r.path).
			WithHint("Put the file back from where you keep a copy; nothing was changed.").Because(err)
	}
	return nil
}

// Seal encrypts content for a person and binds it to where it stands. The person's key is
// made, and on the disk, before anything is sealed with it.
func (r *Ring) Seal(person string, content, bound []byte) (string, []byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.keys, func(k key) bool { return k.Person == person })
	if i < 0 {
		if err := r.keep(append(slices.Clone(r.keys), fresh(person))); err != nil {
			return "", nil, err
		}
		i = len(r.keys) - 1
	}
	aead, err := r.keys[i].aead()
	if err != nil {
		return "", nil, err
	}
	return r.keys[i].ID, aead.Seal(nil, nil, content, bound), nil
}

// fresh draws a key. Its source is always the system's: no option makes it foreseeable.
func fresh(person string) key {
	random := make([]byte, 40)
	_, _ = rand.Read(random) // never fails
	return key{ID: fmt.Sprintf("k%x", random[32:]), Person: person, Made: time.Now().UTC().Truncate(time.Second), Secret: random[:32]}
}

func (k *key) aead() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.Secret)
	if err != nil {
		return nil, fmt.Errorf("the key %s: %w", k.ID, err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// Open gives content back. It fails where the key is gone, and on content that was
// changed or does not stand where it was sealed.
func (r *Ring) Open(keyID string, sealed, bound []byte) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.keys, func(k key) bool { return k.ID == keyID })
	if i < 0 {
		return nil, fault.New(fault.Refused, "This cannot be read: its key is not here.").
			WithHint("Put %s of the folder it was written in beside the database. A key that was destroyed does not come back.", File)
	}
	aead, err := r.keys[i].aead()
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, nil, sealed, bound)
	if err != nil {
		return nil, fault.New(fault.Refused, "This cannot be read: it is not what was sealed.").
			WithHint("Stop the server and restore the newest backup.").Because(err)
	}
	return plain, nil
}

// Has says that a key is here.
func (r *Ring) Has(keyID string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.keys, func(k key) bool { return k.ID == keyID })
}

// Destroy forgets a person's keys for good, and says how many there were.
func (r *Ring) Destroy(person string) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	left := slices.DeleteFunc(slices.Clone(r.keys), func(k key) bool { return k.Person == person })
	n := len(r.keys) - len(left)
	if n == 0 {
		return 0, nil
	}
	return n, r.keep(left)
}

// keep makes keys the ring's, on the disk first.
func (r *Ring) keep(keys []key) error {
	if r.path != "" {
		if err := write(r.path, keys); err != nil {
			return fault.New(fault.Refused, "The keys of private notes cannot be written to %s.", r.path).
				WithHint("Free some space or correct the folder's permissions; nothing was saved.").Because(err)
		}
	}
	r.keys = keys
	return nil
}

// write replaces the file as a whole: killed anywhere, the old one or the new one is there.
func write(path string, keys []key) error {
	data, err := json.MarshalIndent(keys, "", "  ")
	if err != nil {
		return err
	}
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func syncFolder(folder string) error {
	d, err := os.Open(cmp.Or(folder, "."))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
