package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/seal"
	"plumbline/internal/snapshot"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
)

// Restored says what a restore brought back.
type Restored struct {
	Folder  string    `json:"folder"`
	Records int       `json:"records"`
	Newest  time.Time `json:"newest"` // time of the newest change
	At      time.Time `json:"at"`     // when it was restored
	// Unreadable is how many private notes cannot be read: their keys were not given.
	Unreadable int `json:"unreadable"`
}

// mark is the file that says a data folder was made from a backup.
const mark = "restored.json"

// Restore makes a data folder from a backup file and reads every record once; keys is the
// file of the keys of private notes, or "". The folder must be empty or missing; on an
// error it is left as it was.
func Restore(ctx context.Context, file, keys string, o Options) (Restored, error) {
	o = o.withDefaults()
	out := Restored{Folder: o.Data, At: o.Now().UTC()}
	if entries, err := os.ReadDir(o.Data); err == nil && len(entries) > 0 {
		return out, fault.New(fault.Refused, "%s is not empty.", o.Data).WithHint("Give an empty or new folder with --data.")
	}
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return out, unwritable(o.Data, err)
	}
	err := copyFile(file, filepath.Join(o.Data, sqlite.File))
	if err == nil && keys != "" {
		err = copyFile(keys, filepath.Join(o.Data, seal.File))
	}
	if err == nil {
		err = out.read(ctx, o)
	}
	if err == nil {
		err = out.write(o.Data)
	}
	if err != nil {
		return out, errors.Join(err, empty(o.Data))
	}
	return out, nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return fault.New(fault.Refused, "The file %s cannot be read.", from).WithHint("Check the path.").Because(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return unwritable(filepath.Dir(to), err)
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return fmt.Errorf("copy the backup: %w", err)
	}
	return nil
}

// read opens the copy as a server would and goes through every record.
func (r *Restored) read(ctx context.Context, o Options) error {
	s, err := sqlite.Open(ctx, o.Data, sqlite.Options{Now: o.Now})
	if err != nil {
		return err
	}
	t, err := team.Open(ctx, team.Options{Store: s, Registry: kinds.Registry(), Now: o.Now})
	if err != nil {
		return errors.Join(err, s.Close())
	}
	snap := t.Snapshot()
	if err := r.sealed(o.Data, snap); err != nil {
		t.Close()
		return errors.Join(err, s.Close())
	}
	for _, d := range snap.Registry().All() {
		r.Records += snap.Count(d.Kind)
	}
	rows, err := s.After(ctx, snap.Seq()-1, 1)
	if len(rows) > 0 {
		r.Newest = rows[0].At
	}
	t.Close()
	return errors.Join(err, s.Close())
}

// sealed counts what was sealed with keys that are not in the folder.
func (r *Restored) sealed(folder string, snap *snapshot.Snapshot) error {
	keys, err := seal.Open(folder)
	if err != nil {
		return err
	}
	for _, d := range snap.Registry().All() {
		snap.Each(d.Kind, func(one *record.Record) bool {
			if one.Seal != nil && !keys.Has(one.Seal.KeyID) {
				r.Unreadable++
			}
			return true
		})
	}
	return nil
}

func (r *Restored) write(folder string) error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("mark the copy: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, mark), append(data, '\n'), 0o600); err != nil {
		return unwritable(folder, err)
	}
	return nil
}

// empty takes away what a failed restore left in the folder.
func empty(folder string) error {
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		err = errors.Join(err, os.RemoveAll(filepath.Join(folder, e.Name())))
	}
	return err
}
