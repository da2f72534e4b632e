package main

import (
	"context"
	"fmt"
	"os"
	"runtime/pprof"
	"time"

	"plumbline/history"
)

func main() {
	ix, mode := os.Args[2], os.Args[3]
	o := history.Options{Index: ix, Workers: 2}
	if mode == "prep" {
		r, err := history.Open(context.Background(), os.Args[1], o)
		if err != nil {
			panic(err)
		}
		var line []history.Hash
		for i := range r.Commits {
			if r.Commits[i].Main {
				line = append(line, r.Commits[i].Hash)
			}
		}
		o.Branch = string(line[len(line)-51])
		_, err = history.Open(context.Background(), os.Args[1], o)
		b, _ := os.ReadFile(ix)
		os.WriteFile(ix+".cut", b, 0o600)
		fmt.Println(r.Head, err)
		return
	}
	b, _ := os.ReadFile(ix + ".cut")
	os.WriteFile(ix, b, 0o600)
	if mode == "prof" {
		f, _ := os.Create("/tmp/h.prof")
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	t := time.Now()
	_, err := history.Open(context.Background(), os.Args[1], o)
	fmt.Println(time.Since(t), err)
}
