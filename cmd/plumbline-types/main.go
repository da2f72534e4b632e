// Plumbline-types writes web/src/api/generated.ts: the types of the API for the pages.
// Run it in the root of the repository after changing a kind or a body of the API.
package main

import (
	"fmt"
	"os"

	"plumbline/internal/httpapi/typescript"
	"plumbline/internal/kinds"
)

const file = "web/src/api/generated.ts"

func main() {
	if err := os.WriteFile(file, []byte(typescript.File(kinds.Registry())), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "plumbline-types: run this in the root of the repository:", err)
		os.Exit(1)
	}
}
