package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"plumbline/internal/answers/calibration"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/guide"
	"plumbline/internal/record"
	"plumbline/internal/sim"
	"plumbline/internal/sim/demo"
	"plumbline/internal/sim/gitwrite"
	"plumbline/internal/sim/load"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

var system = record.Principal{System: true}

// found makes what must be there: the organisation, its repositories, the local admin.
func (c *core) found(ctx context.Context) error {
	repos := c.repos
	v := c.team.Snapshot().System()
	exists := len(v.All("organisation")) > 0
	isDemo := c.team.Snapshot().Organisation().Demo
	switch {
	case exists && isDemo && len(repos) > 0:
		return fault.New(fault.Refused, "%s holds the demo organisation; real repositories get a folder of their own.", c.o.Data).WithHint("Give another folder with --data.")
	case exists && !isDemo && c.o.Demo:
		return fault.New(fault.Refused, "%s holds a real organisation; the demo gets a folder of its own.", c.o.Data).WithHint("Give another folder with --data.")
	case !exists && c.o.Demo:
		if err := c.foundDemo(ctx); err != nil {
			return err
		}
	case !exists:
		if err := c.foundReal(ctx, repos); err != nil {
			return err
		}
	}
	if err := c.addRepositories(ctx, repos); err != nil {
		return err
	}
	name, email := gitUser(ctx, repos)
	var err error
	c.owner, err = c.access.LocalAdmin(ctx, name, email)
	return err
}

// foundReal makes an organisation named after the first repository.
func (c *core) foundReal(ctx context.Context, repos []string) error {
	title := "Our team"
	if len(repos) > 0 {
		title = repositoryName(repos[0])
	}
	cs := team.ChangeSet{Via: team.ViaCLI, Reason: "The first start makes the organisation.", Changes: []team.Change{
		{Kind: "organisation", Op: team.Put, Data: content(map[string]any{"title": title, "zone": c.o.Zone, "currency": "EUR", "hours_per_day": "8h"})}}}
	_, err := c.team.Apply(ctx, system, cs)
	return err
}

// demoRepository is where the demo's git repository stands in the data folder.
const demoRepository = "demo.git"

// foundDemo writes the synthetic organisation: its repository first, so that an
// interrupted start begins again.
func (c *core) foundDemo(ctx context.Context) error {
	today := c.o.Now()
	if c.asOf != "" {
		today = c.asOf.In(time.UTC).Add(12 * time.Hour)
	}
	org := demo.New(today)
	path, err := filepath.Abs(filepath.Join(c.o.Data, demoRepository))
	if err != nil {
		return fmt.Errorf("the path of the demo's repository: %w", err)
	}
	if err := os.RemoveAll(path); err != nil {
		return unwritable(c.o.Data, err)
	}
	if _, err := gitwrite.Write(ctx, org, path, gitwrite.Options{}); err != nil {
		return fault.New(fault.Refused, "The demo's repository cannot be written.").WithHint("The demo needs the git command, 2.39 or newer.").Because(err)
	}
	cs := team.ChangeSet{Via: team.ViaImport, Reason: "The demo organisation."}
	for _, item := range load.Records(org, load.Options{Repository: path, Demo: true}) {
		data, err := item.Data()
		if err != nil {
			return err
		}
		ch := team.Change{Kind: item.Kind, ID: item.ID, Key: item.Key, Op: team.Put, Data: data}
		cs.Changes = append(cs.Changes, ch)
	}
	if _, err = c.team.Apply(ctx, system, cs); err != nil {
		return err
	}
	return c.demoHistory(ctx, org)
}

// demoHistory keeps the demo's finished work of the year before as a track record.
func (c *core) demoHistory(ctx context.Context, org *sim.Organisation) error {
	rows := demo.History(org)
	stored, err := calibration.Encode(rows)
	if err != nil {
		return err
	}
	body := calibration.Kept("last-year.csv", rows, stored, c.team.Snapshot().Organisation().Location())
	data, err := record.Written(body)
	if err != nil {
		return err
	}
	_, err = c.team.Apply(ctx, system, team.ChangeSet{Via: team.ViaImport, Reason: "The demo's year before.", Contents: [][]byte{stored},
		Changes: []team.Change{{Kind: "track_record", Op: team.Put, Data: data}}})
	return err
}

// repositories makes the paths absolute and refuses what is no repository.
func repositories(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, fault.New(fault.Refused, "%q is not a path.", p).Because(err)
		}
		if info, err := os.Stat(abs); err != nil || !info.IsDir() {
			return nil, fault.New(fault.Refused, "There is no folder %s.", p).WithHint("Give the folder of a git repository with --repo.").Because(err)
		}
		if !isRepository(abs) {
			return nil, fault.New(fault.Refused, "%s is not a git repository.", p).WithHint("Give the folder that holds .git, or a bare repository.")
		}
		out = append(out, abs)
	}
	return out, nil
}

// isRepository looks for what every repository has, without running anything in it.
func isRepository(path string) bool {
	if _, err := os.Lstat(filepath.Join(path, ".git")); err == nil {
		return true
	}
	head, errHead := os.Stat(filepath.Join(path, "HEAD"))
	objects, errObjects := os.Stat(filepath.Join(path, "objects"))
	return errHead == nil && errObjects == nil && head.Mode().IsRegular() && objects.IsDir()
}

func repositoryName(path string) string {
	return strings.TrimSuffix(filepath.Base(path), ".git")
}

// addRepositories makes a record for each path that has none.
func (c *core) addRepositories(ctx context.Context, paths []string) error {
	known := map[string]bool{}
	for _, r := range snapshot.List[guide.Repository](c.team.Snapshot().System(), "repository") {
		known[r.Body.Path] = true
	}
	cs := team.ChangeSet{Via: team.ViaCLI, Reason: "Named at the start with --repo."}
	for _, p := range paths {
		if !known[p] {
			known[p] = true
			cs.Changes = append(cs.Changes, team.Change{Kind: "repository", Op: team.Put, Data: content(map[string]any{"title": repositoryName(p), "path": p})})
		}
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	_, err := c.team.Apply(ctx, system, cs)
	return err
}

// gitUser asks git who works at this machine; reading its configuration runs nothing.
func gitUser(ctx context.Context, repos []string) (name, email string) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	ask := func(key string) string {
		cmd := exec.CommandContext(ctx, "git", "config", "--get", key)
		if len(repos) > 0 {
			cmd.Dir = repos[0]
		}
		out, err := cmd.Output()
		if err != nil {
			return "" // not set, or no git: then there is no name
		}
		return strings.TrimSpace(string(out))
	}
	return ask("user.name"), ask("user.email")
}

// content writes values as content for the gate.
func content(fields map[string]any) *record.Node {
	n, err := record.Written(fields)
	if err != nil {
		panic("app: content cannot be written: " + err.Error())
	}
	return n
}

// pathOf reads the path in a repository record's content.
func pathOf(data []byte) (string, error) {
	var r guide.Repository
	err := json.Unmarshal(data, &r)
	return r.Path, err
}
