// Package app wires the product together: from options to a running server, or to the
// records of a data folder for one command. Tests start the real thing through it.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"plumbline/internal/access"
	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/seal"
	"plumbline/internal/store"
	"plumbline/internal/store/postgres"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
)

// Options of Start and Connect. Data is needed; the rest has sound defaults.
type Options struct {
	Data     string   // folder of the database, the socket and what is derived
	Database string   // postgres:// address of the database; "" = SQLite in Data
	Listen   string   // host:port; "" = 127.0.0.1:7777
	Demo     bool     // a synthetic organisation on the first start
	Repos    []string // local repositories whose history is evidence
	AsOf     string   // the day answers are given for, 2026-02-20; "" = today
	Open     bool     // open the browser on the link
	Version  string
	Zone     string           // IANA zone of a new organisation; "" = this machine's
	Out      io.Writer        // the line with the link; nil = nowhere
	Log      *slog.Logger     // nil = nowhere
	Now      func() time.Time // nil = time.Now
	Random   io.Reader        // nil = the system's secure source
	// Still leaves out the work in the background, for tests of what it would disturb.
	Still bool
	// Unsynced takes a PostgreSQL that does not sync its commits, for tests that are not
	// about durability.
	Unsynced bool
	// Registry of kinds; nil = those of the product. Tests break a policy with it, to
	// see that they notice.
	Registry *record.Registry
}

func (o Options) withDefaults() Options {
	if o.Listen == "" {
		o.Listen = "127.0.0.1:7777"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Out == nil {
		o.Out = io.Discard
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == "" {
		o.Zone = localZone()
	}
	if o.Registry == nil {
		o.Registry = kinds.Registry()
	}
	return o
}

// localZone finds this machine's IANA zone; UTC where it has none.
func localZone() string {
	if name := time.Local.String(); name != "Local" && name != "" {
		return name
	}
	to, err := filepath.EvalSymlinks("/etc/localtime")
	if err != nil {
		return "UTC"
	}
	for dir := filepath.Dir(to); dir != "/" && dir != "."; dir = filepath.Dir(dir) {
		if filepath.Base(dir) == "zoneinfo" {
			if name, err := filepath.Rel(dir, to); err == nil {
				return name
			}
		}
	}
	return "UTC"
}

// core is an open organisation: what a server and a command without one share.
type core struct {
	o      Options
	asOf   record.Date
	repos  []string // absolute paths of --repo
	store  store.Store
	keys   *seal.Ring
	team   *team.Team
	access *access.Access
	owner  record.ID // the person at this machine
}

// open opens the database and makes on the first start what must be there. Bad input is
// refused before anything is made.
func open(ctx context.Context, o Options) (*core, error) {
	c := &core{o: o}
	if o.AsOf != "" {
		if err := c.asOf.UnmarshalText([]byte(o.AsOf)); err != nil {
			return nil, fault.New(fault.Malformed, "--as-of: %s.", err)
		}
	}
	var err error
	if c.repos, err = repositories(o.Repos); err != nil {
		return nil, err
	}
	if c.store, err = openStore(ctx, o); err != nil {
		return nil, err
	}
	if err := c.fill(ctx); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return c, nil
}

// fill replays the log and makes what must be there.
func (c *core) fill(ctx context.Context) (err error) {
	if c.keys, err = seal.Open(c.o.Data); err != nil {
		return err
	}
	if c.team, err = team.Open(ctx, team.Options{Store: c.store, Registry: c.o.Registry, Now: c.o.Now, Random: c.o.Random, Keys: c.keys}); err != nil {
		return err
	}
	c.access = access.New(access.Options{Team: c.team, Store: c.store, Random: c.o.Random})
	return c.found(ctx)
}

// openStore makes the data folder, only for its owner, and opens the database.
func openStore(ctx context.Context, o Options) (store.Store, error) {
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, unwritable(o.Data, err)
	}
	if o.Database != "" {
		return postgres.Open(ctx, o.Database, postgres.Options{Now: o.Now, Unsynced: o.Unsynced})
	}
	return sqlite.Open(ctx, o.Data, sqlite.Options{Now: o.Now})
}

func unwritable(folder string, err error) error {
	return fault.New(fault.Refused, "The data folder %s cannot be made or written.", folder).
		WithHint("Give another one with --data, or correct its permissions.").Because(err)
}

func (c *core) close() error {
	if c.team != nil {
		c.team.Close()
	}
	if err := c.store.Close(); err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	return nil
}

// today is the day answers are given for.
func (c *core) today() record.Date {
	if c.asOf != "" {
		return c.asOf
	}
	return record.DateOf(c.o.Now().In(c.team.Snapshot().Organisation().Location()))
}
