package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"plumbline/internal/app"
	"plumbline/internal/record"
	"plumbline/internal/sim"
	"plumbline/internal/sim/load"
	"plumbline/internal/team"
)

func main() {
	ctx := context.Background()
	tasks, _ := strconv.Atoi(os.Args[2])
	s, err := app.Start(ctx, app.Options{Data: os.Args[1], Listen: "127.0.0.1:0", Still: true})
	if err != nil {
		panic(err)
	}
	org := sim.New(sim.Options{Seed: 1, Today: time.Now().UTC(), Tasks: tasks, People: max(12, tasks/25), Finished: 60})
	cs := team.ChangeSet{Via: team.ViaImport, Reason: "A large organisation."}
	for _, item := range load.Records(org, load.Options{}) {
		if item.Kind == "organisation" {
			continue
		}
		data, _ := item.Data()
		cs.Changes = append(cs.Changes, team.Change{Kind: item.Kind, ID: item.ID, Key: item.Key, Op: team.Put, Data: data})
	}
	_, err = s.Team().Apply(ctx, record.Principal{System: true}, cs)
	fmt.Println(err, s.Close())
}
