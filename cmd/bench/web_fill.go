package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"plumbline/internal/app"
	"plumbline/internal/record"
	"plumbline/internal/sim"
	"plumbline/internal/sim/load"
	"plumbline/internal/team"
)

// tasksAPerson is how many tasks of a large plan fall to one person.
const tasksAPerson = 25

// fillFolder writes a simulated organisation with so many tasks into a new data
// folder, through the gate and without a repository.
func fillFolder(ctx context.Context, folder string, tasks int) error {
	s, err := app.Start(ctx, app.Options{Data: folder, Listen: "127.0.0.1:0", Still: true})
	if err != nil {
		return err
	}
	return errors.Join(writeOrganisation(ctx, s.Team(), tasks), s.Close())
}

func writeOrganisation(ctx context.Context, gate *team.Team, tasks int) error {
	org := sim.New(sim.Options{Seed: 1, Today: time.Now().UTC(), Tasks: tasks, People: max(12, tasks/tasksAPerson), Finished: 60})
	cs := team.ChangeSet{Via: team.ViaImport, Reason: "A large organisation."}
	for _, item := range load.Records(org, load.Options{}) {
		if item.Kind == "organisation" {
			continue // the first start made one
		}
		data, err := item.Data()
		if err != nil {
			return err
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: item.Kind, ID: item.ID, Key: item.Key, Op: team.Put, Data: data})
	}
	if _, err := gate.Apply(ctx, record.Principal{System: true}, cs); err != nil {
		return fmt.Errorf("the gate refuses %d tasks: %w", tasks, err)
	}
	return nil
}
