package main

import (
	"context"
	"fmt"
	"net/http"
	_ "net/http/pprof"
	"os"

	"plumbline/internal/app"
)

func main() {
	go http.ListenAndServe("127.0.0.1:7300", nil)
	s, err := app.Start(context.Background(), app.Options{Data: os.Args[1], Listen: "127.0.0.1:7200", Out: os.Stdout})
	if err != nil {
		panic(err)
	}
	fmt.Println(s.Run(context.Background()))
}
